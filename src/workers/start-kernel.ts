import { compileKernel } from '../adapters/llama/browser-kernel';
import type { KernelShare } from '../adapters/llama/llama-kernel';
import { LlamaDecoder } from '../adapters/llama/llama-decoder';
import type { StartDecoder } from '../core/ports/decoder';

/** Models that the converter made run on our own kernel, with helper threads where memory may be shared. */
export function startKernel(threads: number): StartDecoder {
  return async (model, configuration, context) =>
    LlamaDecoder.create(model, configuration, {
      module: await compileKernel(),
      context,
      threads,
      startHelper,
    });
}

function startHelper(share: KernelShare): Promise<() => void> {
  const worker = new Worker(new URL('./kernel.worker.ts', import.meta.url), {
    type: 'module',
    name: `kernel ${share.thread}`,
  });
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve(() => worker.terminate());
    worker.onerror = () => reject(new TypeError('a helper thread did not start'));
    worker.postMessage(share);
  });
}
