import kernelUrl from './kernel.wasm?url';

/** The kernel's code, from our own files. */
export async function compileKernel(): Promise<WebAssembly.Module> {
  const response = await fetch(new URL(kernelUrl, location.href));
  return WebAssembly.compile(await response.arrayBuffer());
}
