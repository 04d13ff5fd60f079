import { ConversionError } from '../conversion-error';
import type { GgufFile } from '../gguf/gguf-file';
import { GgufMetadata } from '../gguf/gguf-metadata';

/** What transformers.js and the model's own chat template need of a tokenizer. */
export interface TokenizerFiles {
  /** `tokenizer.json` */
  readonly tokenizer: object;
  /** `tokenizer_config.json`, the chat template inline. */
  readonly configuration: object;
  readonly beginId?: number;
  readonly endId?: number;
  readonly paddingId?: number;
}

const BYTE_LEVEL = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true };
const DIGITS = { type: 'Digits', individual_digits: true };

/** llama.cpp's names of pre-tokenizers. Others split by other rules, which would change the ids. */
const preTokenizers: Record<string, object> = {
  smollm: { type: 'Sequence', pretokenizers: [DIGITS, { ...BYTE_LEVEL, use_regex: true }] },
  'gpt-2': { ...BYTE_LEVEL, use_regex: true },
  'llama-bpe': splitThenBytes(
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  ),
};

function splitThenBytes(pattern: string): object {
  const split = { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false };
  return { type: 'Sequence', pretokenizers: [split, { ...BYTE_LEVEL, use_regex: false }] };
}

/** GGUF's mark for a control token, such as `<|im_start|>`. */
const CONTROL = 3;
const USER_DEFINED = 4;

/**
 * The Hugging Face tokenizer of a GGUF's byte-level BPE vocabulary.
 * @throws ConversionError `unsupported-tokenizer`, `missing-metadata`
 */
export function byteLevelTokenizer(file: GgufFile): TokenizerFiles {
  const metadata = new GgufMetadata(file);
  const preTokenizer = supportedPreTokenizer(metadata);
  const tokens = metadata.texts('tokenizer.ggml.tokens');
  const types = metadata.numbers('tokenizer.ggml.token_type');
  const added = tokens.flatMap((content, id) =>
    types[id] === CONTROL || types[id] === USER_DEFINED
      ? [addedToken(id, content, types[id] === CONTROL)]
      : [],
  );
  const beginId = optionalId(metadata, 'bos');
  const addBegin = metadata.flag('tokenizer.ggml.add_bos_token', false) && beginId !== undefined;
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: null,
    pre_tokenizer: preTokenizer,
    post_processor: addBegin ? beginTemplate(beginId, tokens[beginId]) : null,
    decoder: { ...BYTE_LEVEL, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: metadata.texts('tokenizer.ggml.merges'),
    },
  };
  return {
    tokenizer,
    configuration: configuration(metadata, tokens, addBegin),
    beginId,
    endId: optionalId(metadata, 'eos'),
    paddingId: optionalId(metadata, 'padding') ?? optionalId(metadata, 'eos'),
  };
}

function supportedPreTokenizer(metadata: GgufMetadata): object {
  const model = metadata.text('tokenizer.ggml.model');
  const pre = metadata.optionalText('tokenizer.ggml.pre') ?? 'gpt-2';
  if (model === 'gpt2' && preTokenizers[pre]) return preTokenizers[pre];
  throw new ConversionError(
    'conversion-unsupported-tokenizer',
    `The tokenizer is ${model} with the pre-tokenizer ${pre}; supported is gpt2 with ${Object.keys(preTokenizers).join(', ')}.`,
  );
}

const addedToken = (id: number, content: string, special: boolean): object => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special,
});

function beginTemplate(id: number, token: string): object {
  const begin = { SpecialToken: { id: token, type_id: 0 } };
  const first = { Sequence: { id: 'A', type_id: 0 } };
  const second = { Sequence: { id: 'B', type_id: 0 } };
  return {
    type: 'TemplateProcessing',
    single: [begin, first],
    pair: [begin, first, begin, second],
    special_tokens: { [token]: { id: token, ids: [id], tokens: [token] } },
  };
}

function configuration(metadata: GgufMetadata, tokens: string[], addBegin: boolean): object {
  const token = (role: string): string | undefined => {
    const id = optionalId(metadata, role);
    return id === undefined ? undefined : tokens[id];
  };
  return {
    tokenizer_class: 'GPT2Tokenizer',
    add_prefix_space: false,
    add_bos_token: addBegin,
    bos_token: token('bos'),
    eos_token: token('eos'),
    unk_token: token('unknown'),
    pad_token: token('padding') ?? token('eos'),
    clean_up_tokenization_spaces: false,
    model_max_length: metadata.number('llama.context_length'),
    chat_template: metadata.optionalText('tokenizer.chat_template'),
  };
}

const optionalId = (metadata: GgufMetadata, role: string): number | undefined =>
  metadata.number(`tokenizer.ggml.${role}_token_id`, undefined);
