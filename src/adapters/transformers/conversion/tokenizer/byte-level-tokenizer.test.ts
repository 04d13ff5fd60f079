import { PreTrainedTokenizer } from '@huggingface/transformers';
import { describe, expect, it } from 'vitest';
import { parseGguf } from '../gguf/gguf-header';
import { byteCharacters, controlTokens } from '../testing/byte-vocabulary';
import { writeGguf } from '../testing/write-gguf';
import { byteLevelTokenizer } from './byte-level-tokenizer';

const UNUSED = 5;

/** A vocabulary of bytes in which every merge of neighbours that `words` need exists. */
function tokenizer(pre: string, words: readonly string[], extra: readonly string[] = []) {
  const merges = new Set<string>();
  const tokens = new Set([...controlTokens, ...byteCharacters()]);
  for (const word of words) {
    for (let end = 2; end <= word.length; end++) {
      merges.add(`${word.slice(0, end - 1)} ${word[end - 1]!}`);
      tokens.add(word.slice(0, end));
    }
  }
  const all = [...tokens, ...extra];
  const header = parseGguf(
    writeGguf(
      {
        'general.architecture': 'llama',
        'llama.context_length': 128,
        'tokenizer.ggml.model': 'gpt2',
        'tokenizer.ggml.pre': pre,
        'tokenizer.ggml.tokens': all,
        'tokenizer.ggml.token_type': all.map((_, id) =>
          id < controlTokens.length ? 3 : id < tokens.size ? 1 : UNUSED,
        ),
        'tokenizer.ggml.merges': [...merges],
      },
      {},
    ),
  );
  const files = byteLevelTokenizer(header);
  return new PreTrainedTokenizer(
    JSON.parse(JSON.stringify(files.tokenizer)) as object,
    JSON.parse(JSON.stringify(files.configuration)) as object,
  );
}

/** How a text is cut: the tokens' own spelling. */
const cut = (pre: string, text: string, words: readonly string[]): string[] => {
  const made = tokenizer(pre, words);
  return made.tokenize(text, { add_special_tokens: false });
};

describe('a text is cut before its merges are applied', () => {
  it('digits stay alone for Qwen and SmolLM, three together for Llama 3', () => {
    const words = ['1234567', '12', '123', '45', '456', '7'];
    expect(cut('qwen2', '1234567', words)).toEqual([...'1234567']);
    expect(cut('smollm', '1234567', words)).toEqual([...'1234567']);
    expect(cut('llama-bpe', '1234567', words)).toEqual(['123', '456', '7']);
    expect(cut('gpt-2', '1234567', words)).toEqual(['1234567']);
  });

  it('a sign belongs to the word behind it for Qwen and Llama 3', () => {
    expect(cut('qwen2', '(word', ['(word', 'word'])).toEqual(['(word']);
    expect(cut('llama-bpe', '(word', ['(word', 'word'])).toEqual(['(word']);
    expect(cut('gpt-2', '(word', ['(word', 'word'])).toEqual(['(', 'word']);
  });

  it('contractions are cut off, in capitals too for Qwen and Llama 3', () => {
    const words = ['WE', "WE'LL", "'LL", 'we', "'ll"];
    expect(cut('qwen2', "WE'LL we'll", words).slice(0, 2)).toEqual(['WE', "'LL"]);
    expect(cut('gpt-2', "we'll", words)).toEqual(['we', "'ll"]);
  });

  it('line ends stay with the signs before them, and spaces go with the word', () => {
    expect(cut('qwen2', 'a.\n b', ['.Ċ', 'Ġb'])).toEqual(['a', '.Ċ', 'Ġb']);
    expect(cut('qwen2', 'a \n\n  b', ['ĠĊ', 'ĠĊĊ', 'Ġb'])).toEqual(['a', 'ĠĊĊ', 'Ġ', 'Ġb']);
  });

  it('Qwen puts accents and letters together first', () => {
    const composed = [...new TextEncoder().encode('é')].map((byte) => byteCharacters()[byte]!);
    expect(cut('qwen2', 'e\u0301', [composed.join('')])).toEqual([composed.join('')]);
  });

  it('Llama 3 takes a piece that is a token whole, whatever its merges say', () => {
    const made = tokenizer('llama-bpe', ['ab']);
    expect(made.tokenize('ab')).toEqual(['ab']);
    const files = byteLevelTokenizer(
      parseGguf(
        writeGguf(
          {
            'general.architecture': 'llama',
            'llama.context_length': 128,
            'tokenizer.ggml.model': 'gpt2',
            'tokenizer.ggml.pre': 'llama-bpe',
            'tokenizer.ggml.tokens': [...controlTokens, 'a', 'b', 'ab'],
            'tokenizer.ggml.token_type': [3, 3, 3, 1, 1, 1],
            'tokenizer.ggml.merges': ['x y'],
          },
          {},
        ),
      ),
    );
    const whole = new PreTrainedTokenizer(files.tokenizer, files.configuration);
    expect(whole.tokenize('ab')).toEqual(['ab']);
  });
});

it('numbers that pad the vocabulary are no words', () => {
  const made = tokenizer('qwen2', [], ['[PAD300]']);
  expect(made.tokenize('[PAD300]')).toEqual([...'[PAD300]']);
  expect(made.get_vocab().has('[PAD300]')).toBe(false);
});

it('a file with the tokens of ChatML and no template speaks ChatML', () => {
  const prompt = tokenizer('qwen2', []).apply_chat_template([{ role: 'user', content: 'Hi' }], {
    tokenize: false,
    add_generation_prompt: true,
  });
  expect(prompt).toBe('<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n');
});
