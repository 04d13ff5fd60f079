/** How a family cuts a text before its merges are applied. Another cut gives other ids. */
export interface PreTokenizer {
  /** `pre_tokenizer` of `tokenizer.json`. */
  readonly preTokenizer: object;
  /** `normalizer` of `tokenizer.json`. */
  readonly normalizer: object | null;
  /** A piece that is a token is taken whole, whatever the merges say. */
  readonly ignoreMerges: boolean;
}

/** The step that turns bytes into the characters that stand for them, and back. */
export const BYTE_LEVEL = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true };
const DIGITS = { type: 'Digits', individual_digits: true };

/** `digits`: how many stay together. Contractions are spelled out: not every browser knows `(?i:`. */
const splitPattern = (digits: string): string =>
  [
    "'(?:[sS]|[tT]|[rR][eE]|[vV][eE]|[mM]|[lL][lL]|[dD])",
    '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+',
    digits,
    ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*',
    '\\s*[\\r\\n]+',
    '\\s+(?!\\S)',
    '\\s+',
  ].join('|');

const plain = (preTokenizer: object): PreTokenizer => ({
  preTokenizer,
  normalizer: null,
  ignoreMerges: false,
});

function split(pattern: string): object {
  const cut = { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false };
  return { type: 'Sequence', pretokenizers: [cut, { ...BYTE_LEVEL, use_regex: false }] };
}

const gpt2 = plain({ ...BYTE_LEVEL, use_regex: true });
const llama3: PreTokenizer = { ...plain(split(splitPattern('\\p{N}{1,3}'))), ignoreMerges: true };
const qwen2: PreTokenizer = {
  ...plain(split(splitPattern('\\p{N}'))),
  normalizer: { type: 'NFC' },
};

/** By llama.cpp's name (`tokenizer.ggml.pre`). Source: the families' `tokenizer.json` on the hub. */
export const preTokenizers: Readonly<Record<string, PreTokenizer>> = {
  'gpt-2': gpt2,
  smollm: plain({
    type: 'Sequence',
    pretokenizers: [DIGITS, { ...BYTE_LEVEL, use_regex: true }],
  }),
  'llama-bpe': llama3,
  llama3,
  'llama-v3': llama3,
  qwen2,
  'deepseek-r1-qwen': qwen2,
};
