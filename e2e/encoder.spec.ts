import { expect, test } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { folderSource } from '../src/adapters/cache-storage/node/folder-source';
import { startEncoderPass } from '../src/adapters/llama/node/start-encoder-pass';
import { loadEncoder } from '../src/adapters/transformers/load-encoder';
import { securityHeaders } from '../tools/serve/headers';

const MODEL = 'all-MiniLM-L6-v2';
const TEXTS = ['', 'buy milk', 'remind me to call the dentist tomorrow at 9', 'word '.repeat(300)];

test('the encoder gives the same bits here as in Node, whichever binary each of them takes', async ({
  page,
}) => {
  const encoder = await loadEncoder(folderSource('public/models', MODEL), startEncoderPass);
  const expected = (await encoder.embed(TEXTS)).map(({ words }) => Array.from(words));

  // Nothing else may run in it: the application would load its language model.
  await page.route('**/empty.html', (route) =>
    route.fulfill({ contentType: 'text/html', headers: securityHeaders, body: '<!doctype html>' }),
  );
  await page.goto('/empty.html');
  const worker = readdirSync('dist/assets').find((name) => /^learning\.worker-.*\.js$/.test(name));
  const found = await page.evaluate(
    async ({ script, model, texts }) => {
      const thread = new Worker(script, { type: 'module' });
      const call = (id: number, method: string, args: readonly unknown[]) =>
        new Promise<readonly { words: Float32Array }[]>((resolve, reject) => {
          thread.addEventListener('message', ({ data }) => {
            if (data.id !== id || data.type === 'callback') return;
            if (data.type === 'result') resolve(data.value);
            else reject(new Error(JSON.stringify(data.error)));
          });
          thread.postMessage({ type: 'call', id, method, args });
        });
      const value = (of: unknown) => ({ kind: 'value', value: of });
      const models = new URL('models/', location.href).href;
      await call(1, 'load', [value(model), value(models), { kind: 'callback' }]);
      return (await call(2, 'read', [value(texts)])).map(({ words }) => Array.from(words));
    },
    { script: `/assets/${worker}`, model: MODEL, texts: TEXTS },
  );
  expect(found).toEqual(expected);
});
