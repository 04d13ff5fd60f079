import type { KernelExports } from '../adapters/llama/kernel-layout';
import type { KernelShare } from '../adapters/llama/llama-kernel';

/** A helper thread of the language model's kernel: joins in its jobs until it is told to stop. */
const scope = globalThis as unknown as Pick<Worker, 'postMessage' | 'addEventListener'>;
scope.addEventListener('message', ({ data }: MessageEvent<KernelShare>) => {
  const { module, memory, job, thread } = data;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  scope.postMessage('ready');
  (exports as unknown as KernelExports).serve(job, thread);
});
