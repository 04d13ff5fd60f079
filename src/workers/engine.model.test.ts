import { beforeAll, describe, expect, it } from 'vitest';
import { startKernel } from '../adapters/llama/node/start-kernel';
import { loadLanguageModel } from '../adapters/transformers/load-language-model';
import { folderSource } from '../adapters/cache-storage/node/folder-source';
import { loadXgrammar } from '../adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../adapters/xgrammar/xgrammar-compiler';
import { narrowSchema } from '../core/generation/narrow-schema';
import { createTextGenerator } from '../core/generation/text-generator';
import type { TextGenerator } from '../core/ports/text-generator';
import type { JsonSchema } from '../core/tools/json-schema';

/** What the engine worker puts together, in Node, on the real SmolLM2-135M. */
let generator: TextGenerator;
beforeAll(async () => {
  const source = folderSource('public/models', 'SmolLM2-135M-Instruct');
  const model = await loadLanguageModel(source, {
    backend: 'wasm',
    threads: 2,
    startDecoder: startKernel(2),
  });
  const grammars = await createXgrammarCompiler(loadXgrammar(), model.vocabulary());
  generator = createTextGenerator(model, grammars, Date);
});

const greedy = { maxTokens: 40, temperature: 0, topP: 1, repetitionPenalty: 1, seed: 1 };
const system = { role: 'system', content: 'You are a helpful AI assistant.' } as const;
const question = { role: 'user', content: 'Give me three tips for sleeping better.' } as const;

describe('SmolLM2-135M answers', () => {
  it('to the point, and begins its list as llama.cpp does', async () => {
    const deltas: string[] = [];
    const reply = await generator.generateReply([system, question], greedy, (delta) =>
      deltas.push(delta),
    );
    expect(reply.text).toMatch(
      /^Here are three tips to help you improve your sleep[^]*1\. \*\*Avoid/,
    );
    expect(deltas.join('')).toBe(reply.text);
    expect(reply.tokens).toBe(40);
  });

  it('ends its turn by itself', async () => {
    const messages = [system, { role: 'user', content: 'Say hello.' }] as const;
    const reply = await generator.generateReply(messages, { ...greedy, maxTokens: 100 }, () => {});
    expect(reply.finish).toBe('stop');
    expect(reply.text).not.toContain('<|');
  });

  it('the same to the same seed', async () => {
    const sampled = { ...greedy, maxTokens: 16, temperature: 0.8, topP: 0.9, seed: 7 };
    const ask = () => generator.generateReply([system, question], sampled, () => {});
    await ask();
    // Twice with the same cache: int8 rounding may differ between a prompt read whole and in parts.
    expect((await ask()).text).toBe((await ask()).text);
  });
});

describe('SmolLM2-135M chooses', () => {
  const examples = [
    ['remind me to call mum at noon', 'set_reminder'],
    ['start a timer for 5 minutes', 'set_timer'],
    ['put milk on the shopping list', 'add_shopping_item'],
    ['what is 12 times 7', 'calculate'],
  ] as const;
  const prefix = examples
    .map(([request, tool]) => `Request: ${request}\nTool: ${tool}\n\n`)
    .join('');
  const choices = examples.map(([, tool]) => ` ${tool}`);

  it('the right tool for most requests, with probabilities that add up', async () => {
    const requests = [
      'remind me to water the plants at six',
      'start a timer for ten minutes',
      'put eggs and bread on the shopping list',
      'what is 12 times 9',
    ];
    let right = 0;
    for (const [index, request] of requests.entries()) {
      const prompt = { prefix, suffix: `Request: ${request}\nTool:` };
      const scores = await generator.scoreChoices(prompt, choices);
      expect(scores.reduce((sum, score) => sum + Math.exp(score), 0)).toBeCloseTo(1, 4);
      if (scores.indexOf(Math.max(...scores)) === index) right++;
    }
    expect(right).toBeGreaterThanOrEqual(3);
  });
});

describe('SmolLM2-135M fills in arguments', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      text: { type: 'string' },
      priority: { type: 'string', enum: ['low', 'normal', 'high'] },
      count: { type: 'integer' },
      comment: { type: 'string', 'x-source': 'text' },
    },
    required: ['text', 'priority'],
    additionalProperties: false,
  };

  it.each([
    'put 12 eggs on the list, it is urgent',
    'buy “crème fraîche” 🥛 and nothing else',
    'add a very long thing '.repeat(12),
  ])('that its schema allows, with words of the request: “%s”', async (request) => {
    const prompt = {
      prefix: 'Put something on a list.\n\n',
      suffix: `Request: ${request}\nArguments:\n`,
    };
    const narrowed = narrowSchema(schema, request);
    const { text, finish } = await generator.generateObject(prompt, narrowed, { maxTokens: 300 });
    expect(finish).toBe('stop');
    const value = JSON.parse(text) as Record<string, unknown>;
    const words = narrowed.properties['text'];
    expect(words?.type === 'string' && words.enum).toContain(value['text']);
    expect(['low', 'normal', 'high']).toContain(value['priority']);
    if ('count' in value) expect(Number.isInteger(value['count'])).toBe(true);
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(value)));
  });
});
