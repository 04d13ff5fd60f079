import { webllmFiles } from '../../../src/adapters/webllm/webllm-files';
import { testModel } from './test-model';

/** Puts the model's files where WebLLM looks for them, as the application's downloads do. */
export async function fillCaches(): Promise<void> {
  const files = await webllmFiles(testModel(), async (address) => (await fetch(address)).json());
  for (const { address, cache } of files) {
    const store = await caches.open(cache);
    if (!(await store.match(address))) await store.put(address, await fetch(address));
  }
}
