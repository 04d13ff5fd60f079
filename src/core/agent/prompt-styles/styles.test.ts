import { describe, expect, it } from 'vitest';
import { actionsOf, replyAction } from '../actions';
import { fillArguments } from '../fill-arguments';
import { createTextGenerator } from '../../generation/text-generator';
import { FakeLanguageModel } from '../../testing/fake-language-model';
import { FakeTextGenerator } from '../../testing/fake-text-generator';
import { keepNote } from '../../testing/fake-tools';
import type { GrammarCompiler } from '../../ports/grammar';
import { gemma } from './gemma';
import { hermes } from './hermes';
import { llama3 } from './llama3';
import { plain } from './plain';
import { decisionPrompt, scoreActions } from './score-actions';
import { promptStyleOf } from './style-of';

const styles = [plain, hermes, llama3, gemma].map((style) => [style.name, style] as const);
const [note, reply] = [actionsOf([keepNote])[0], replyAction];
const actions = [note, reply];
const present = { now: 0, utcOffset: () => 0 };

it('the plain style has not changed by a letter: weights and figures were found with it', () => {
  const { prefix, suffix } = decisionPrompt(plain, actions, '  note that\nit rains ');
  expect(prefix).toBe(
    'Choose the tool for each request.\n\nRequest: note that it rains\nTool: keep_note\n\n' +
      'Request: who painted the Mona Lisa?\nTool: reply\n\n',
  );
  expect(suffix).toBe('Request: note that it rains\nTool:');
  expect(plain.continuations(actions).map(({ text }) => text)).toEqual([' keep_note', ' reply']);
  const asked = plain.argumentsPrompt(keepNote, 'note the rain', [
    { request: 'note eggs', arguments: { text: 'eggs', count: 2 } },
  ]);
  expect(asked.prefix).toBe(
    'Keeps a note.\n\nRequest: note that it rains\nArguments:\n{"text": "it rains"}\n\n' +
      'Request: keep in mind the code is 7\nArguments:\n{"text": "the code is 7"}\n\n' +
      'Request: write down buy stamps\nArguments:\n{"text": "buy stamps"}\n\n',
  );
  expect(asked.suffix).toBe(
    'Request: note that it rains\nArguments:\n{"text": "it rains"}\n\n' +
      'Request: note eggs\nArguments:\n{"text": "eggs", "count": 2}\n\n' +
      'Request: note the rain\nArguments:\n',
  );
});

it('Hermes: signatures in tools, a begun call in tool_call', () => {
  const { prefix, suffix } = decisionPrompt(hermes, actions, 'note it');
  expect(prefix).toContain(
    '<tools>\n{"type": "function", "function": {"name": "keep_note", "description": "Keeps a note. For example: “note that it rains”"}}\n',
  );
  expect(prefix.endsWith('</tool_call><|im_end|>\n')).toBe(true);
  expect(suffix).toBe(
    '<|im_start|>user\nnote it<|im_end|>\n<|im_start|>assistant\n<tool_call>\n{"name": "',
  );
  expect(hermes.argumentsPrompt(keepNote, '—', []).suffix).toBe(
    '<|im_start|>user\n—<|im_end|>\n<|im_start|>assistant\n<tool_call>\n{"name": "keep_note", "arguments": ',
  );
  expect(hermes.argumentsPrompt(keepNote, '—', []).prefix).toContain(
    '<tool_call>\n{"name": "keep_note", "arguments": {"text": "it rains"}}\n</tool_call><|im_end|>\n',
  );
});

it('Llama 3: headers, and calls with parameters', () => {
  const { prefix, suffix } = decisionPrompt(llama3, actions, 'note it');
  expect(prefix.startsWith('<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n')).toBe(
    true,
  );
  expect(prefix.endsWith('<|eot_id|>')).toBe(true);
  expect(suffix).toBe(
    '<|start_header_id|>user<|end_header_id|>\n\nnote it<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n{"name": "',
  );
  expect(llama3.argumentsPrompt(keepNote, 'note it', []).suffix).toMatch(
    /{"name": "keep_note", "parameters": $/,
  );
});

it('Gemma has no system role: the first turn is the user’s and holds the instructions once', () => {
  const { prefix, suffix } = decisionPrompt(gemma, actions, 'note it');
  expect(prefix.startsWith('<bos><start_of_turn>user\n')).toBe(true);
  expect(suffix).toBe('note it<end_of_turn>\n<start_of_turn>model\n{"name": "');
  const asked = gemma.argumentsPrompt(keepNote, 'note it', []);
  const roles = (asked.prefix + asked.suffix).match(/<start_of_turn>\w+/g);
  const turn = ['<start_of_turn>user', '<start_of_turn>model'];
  // Three examples, the most alike once more, the request.
  expect(roles).toEqual([...turn, ...turn, ...turn, ...turn, ...turn]);
});

it('a tool without examples is asked about all the same', () => {
  const bare = { ...keepNote, examples: [] };
  for (const [, style] of styles) {
    const { prefix, suffix } = style.argumentsPrompt(bare, 'note it', []);
    expect(prefix + suffix).toContain('note it');
  }
  const { prefix, suffix } = gemma.argumentsPrompt(bare, 'note it', []);
  expect((prefix + suffix).match(/<start_of_turn>user/g)).toHaveLength(1);
});

const noGrammars = {} as GrammarCompiler;

describe.each(styles)('in the style %s', (_, style) => {
  it('the model’s own preference decides, for reply as for a tool', async () => {
    for (const wanted of [0, 1]) {
      const { text } = style.continuations(actions)[wanted];
      const target = new FakeLanguageModel().encode(text);
      const prompt = decisionPrompt(style, actions, 'note it');
      const start = new FakeLanguageModel().encode(prompt.prefix + prompt.suffix).length;
      const model = new FakeLanguageModel({
        contextLength: 8000,
        next: (tokens) => target[tokens.length - start] ?? -1,
      });
      const generator = createTextGenerator(model, noGrammars, { now: () => 0 });
      const scores = await scoreActions(generator, style, actions, 'note it');
      expect(scores[wanted]).toBeGreaterThan(-0.01);
      expect(scores[1 - wanted]).toBeLessThan(-10);
    }
  });

  it('a tool whose name begins another’s is told from it', async () => {
    const similar = ['set', 'set_timer'].map((id) => ({ ...note, id }));
    const generator = createTextGenerator(
      new FakeLanguageModel({ contextLength: 8000 }),
      noGrammars,
      { now: () => 0 },
    );
    const scores = await scoreActions(generator, style, similar, 'a timer');
    expect(Math.exp(scores[0]) + Math.exp(scores[1])).toBeCloseTo(1, 4);
  });

  it('prefix and suffix are the same text whether the actions vary or not', () => {
    const fixed = decisionPrompt(style, actions, 'note it');
    const varying = decisionPrompt(style, actions, 'note it', true);
    expect(varying.prefix + varying.suffix).toBe(fixed.prefix + fixed.suffix);
    expect(decisionPrompt(style, [note], 'else', true).prefix).toBe(varying.prefix);
  });

  it('arguments are filled from what the model writes', async () => {
    const generator = new FakeTextGenerator();
    generator.objects = ['{"text": "bread"}'];
    const { parameters } = keepNote;
    const text = { type: 'string', enum: ['milk', 'bread'] } as const;
    const tool = { ...keepNote, parameters: { ...parameters, properties: { text } } };
    const request = 'milk or bread, I do not know';
    const call = await fillArguments(
      ...([tool, request, [], generator, present, undefined, null, style] as const),
    );
    expect(call.arguments).toEqual({ text: 'bread' });
    expect(generator.prompts).toEqual([style.argumentsPrompt(tool, request, [])]);
  });
});

it('families without a format of their own here read plain text', () => {
  expect(promptStyleOf('smollm')).toBe(plain);
  expect(promptStyleOf('other')).toBe(plain);
  expect(promptStyleOf('qwen')).toBe(hermes);
  expect(promptStyleOf('hermes')).toBe(hermes);
  expect(promptStyleOf('llama')).toBe(llama3);
  expect(promptStyleOf('gemma')).toBe(gemma);
});
