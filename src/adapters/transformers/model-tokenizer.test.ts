import { expect, it } from 'vitest';
import type { ModelSource } from '../../core/ports/model-source';
import { randomLlama } from './conversion/testing';
import { loadTokenizer } from './model-tokenizer';

/** The shape of Qwen3's template: unless it is told otherwise, the answer begins with a thought. */
const thinking =
  '{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}' +
  '<|im_start|>assistant\n{% if enable_thinking is defined and enable_thinking is false %}<think></think>{% endif %}';

it('a model that thinks aloud by default is told to answer at once', async () => {
  const files = await randomLlama({ precisions: ['int8'] });
  const decode = (path: string) => new TextDecoder().decode(files[path]);
  const configuration = JSON.parse(decode('tokenizer_config.json')) as object;
  const texts: Record<string, string> = {
    'tokenizer.json': decode('tokenizer.json'),
    'tokenizer_config.json': JSON.stringify({ ...configuration, chat_template: thinking }),
  };
  const source: ModelSource = {
    modelId: 'thinker',
    fetch: () => Promise.resolve([]),
    open: (path) => Promise.resolve(path in texts ? new Response(texts[path]) : undefined),
  };
  const tokenizer = await loadTokenizer(source);
  const prompt = tokenizer.renderPrompt([{ role: 'user', content: 'Hi' }]);
  expect(prompt).toMatch(/assistant\n<think><\/think>$/);
});
