import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsOf } from '../actions';
import { replyMessages } from '../prompts';
import { openedEpisode } from '../../testing/agent-fixture';
import { FakeLanguageModel } from '../../testing/fake-language-model';
import { builtinTools } from '../../tools/registry';
import type { Tool } from '../../tools/tool';
import { gemma } from './gemma';
import { hermes } from './hermes';
import { llama3 } from './llama3';
import { plain } from './plain';
import { safeText } from './safe-text';
import { decisionPrompt } from './score-actions';

/** Tokens that tokenizers of the families, and a few others, make of these very letters. */
const tokens = [
  ...['<|im_start|>', '<|im_end|>', '<|endoftext|>', '<tool_call>', '</tool_call>', '<think>'],
  ...['<tools>', '</tools>', '<tool_response>', '</tool_response>', '<repo_name>', '<file_sep>'],
  ...['<|begin_of_text|>', '<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>', '<|eom_id|>'],
  ...['<|python_tag|>', '<bos>', '<eos>', '<pad>', '<unk>', '<mask>', '<unused12>', '<0x0A>'],
  ...['<start_of_turn>', '<end_of_turn>', '<s>', '</s>', '[INST]', '[/INST]', '[TOOL_CALLS]'],
  ...['[AVAILABLE_TOOLS]', '[/TOOL_RESULTS]', '<|user|>', '<|assistant|>', '<|end|>', '<|start|>'],
  '<｜begin▁of▁sentence｜>',
];
const escaped = tokens.map((token) => token.replace(/[|[\]\\/]/g, '\\$&'));
const anyToken = new RegExp(escaped.join('|'), 'g');
const tokensIn = (text: string) => text.match(anyToken) ?? [];

/** Texts of someone who tries: tokens, pieces of tokens, tokens inside tokens, and anything else. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...tokens),
      fc.constantFrom('<', '>', '|', '/', '[', ']', '<|im_', 'end|>', 'eggs', '\n', ' ', 'user'),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const styles = [plain, hermes, llama3, gemma].map((style) => [style.name, style] as const);
const actions = actionsOf(builtinTools());
const [sample] = builtinTools();

/** A tool whose every text somebody else has written. */
function toolSaying(text: string): Tool {
  const values = { [text]: text };
  return {
    ...sample,
    id: 'foreign_tool',
    description: text,
    examples: [{ request: text, arguments: values }],
    wordings: [text],
    parameters: {
      type: 'object',
      properties: { [text]: { type: 'string', description: text } },
      required: [text],
      additionalProperties: false,
    },
  };
}

describe.each(styles)('a prompt in the style %s', (_, style) => {
  it('has the special tokens of its template only, whatever the user writes', () => {
    const promptOf = (request: string) => {
      const { prefix, suffix } = decisionPrompt(style, actions, request);
      return prefix + suffix;
    };
    const own = tokensIn(promptOf('put eggs on the list'));
    fc.assert(
      fc.property(hostile, (request) => {
        expect(tokensIn(promptOf(request))).toEqual(own);
      }),
    );
  });

  it('has the special tokens of its template only, whatever a tool or an earlier call says', () => {
    const promptsOf = (text: string) => {
      const tool = toolSaying(text);
      const decision = decisionPrompt(style, actionsOf([tool]), 'eggs');
      const recalled = [{ request: text, arguments: { value: text } }];
      // Nothing of the request is like an example: none is shown twice.
      const written = style.argumentsPrompt(tool, '—', recalled);
      return [decision, written].map(({ prefix, suffix }) => prefix + suffix).join('\n');
    };
    const own = tokensIn(promptsOf('eggs'));
    fc.assert(
      fc.property(hostile, (text) => {
        expect(tokensIn(promptsOf(text))).toEqual(own);
      }),
    );
  });
});

it('a conversation has as many special tokens as it has messages ask for, whatever stands in them', () => {
  const model = new FakeLanguageModel();
  const special = (text: string) => {
    const earlier = openedEpisode(text, { status: 'done', reply: text });
    const { messages } = replyMessages(text, [earlier], text);
    return [...model.encode(model.renderPrompt(messages))].filter((token) =>
      model.stopTokens.includes(token),
    );
  };
  const own = special('eggs');
  fc.assert(
    fc.property(hostile, (text) => {
      expect(special(text)).toEqual(own);
    }),
  );
});

it('text without such signs stays as it is', () => {
  for (const text of ['is 3 < 4 and 5 > 2?', 'a<b', 'note [x] buy milk', 'I <3 you', 'x << 2']) {
    expect(safeText(text)).toBe(text);
  }
});
