import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { startModule } from '../wasm-module';
import type { WasmFactory, WasmModule } from '../wasm-module';

const { resolve } = createRequire(import.meta.url);

/** The module that pages run, in Node. */
export async function startWasm(threads: number): Promise<WasmModule> {
  const address = pathToFileURL(resolve('onnxruntime-web/ort-wasm-simd-threaded.mjs')).href;
  const { default: factory } = (await import(address)) as { default: WasmFactory };
  const binary = await readFile(resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
  return startModule(factory, threads, { binary: new Uint8Array(binary) });
}
