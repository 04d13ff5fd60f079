import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { StartDecoder } from '../../../core/ports/decoder';
import { LlamaDecoder } from '../llama-decoder';
import type { KernelShare } from '../llama-kernel';

/** Plain JavaScript, because Node runs no TypeScript in a worker. */
const helper = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { module, memory, job, thread } = workerData;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  parentPort.postMessage('ready');
  exports.serve(job, thread);
`;

/** What pages run models of the converter on, in Node. */
export function startKernel(threads: number): StartDecoder {
  return async (model, configuration, context) => {
    const module = await WebAssembly.compile(await readFile('src/adapters/llama/kernel.wasm'));
    return LlamaDecoder.create(model, configuration, { module, context, threads, startHelper });
  };
}

function startHelper(share: KernelShare): Promise<() => void> {
  const worker = new Worker(helper, { eval: true, workerData: share });
  // A benchmark or test that forgets to dispose of its model must still end.
  worker.unref();
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve(() => void worker.terminate()));
    worker.once('error', reject);
  });
}
