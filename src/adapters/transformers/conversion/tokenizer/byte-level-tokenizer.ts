import { ConversionError } from '../conversion-error';
import type { GgufHeader } from '../gguf/gguf-header';
import { GgufMetadata } from '../gguf/gguf-metadata';
import { chatTemplateOf } from './chat-template';
import { BYTE_LEVEL, type PreTokenizer, preTokenizers } from './pre-tokenizers';

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

/** GGUF's mark for a control token, such as `<|im_start|>`. */
const CONTROL = 3;
const USER_DEFINED = 4;
/** A number that no text has: padding of the vocabulary. It must not be taken for a word of its own spelling. */
const UNUSED = 5;

/**
 * The Hugging Face tokenizer of a GGUF's byte-level BPE vocabulary.
 * @throws ConversionError `unsupported-tokenizer`, `missing-metadata`
 */
export function byteLevelTokenizer(file: GgufHeader): TokenizerFiles {
  const metadata = new GgufMetadata(file);
  const { preTokenizer, normalizer, ignoreMerges } = supportedPreTokenizer(metadata);
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
    normalizer,
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
      ...(ignoreMerges && { ignore_merges: true }),
      vocab: vocabularyOf(tokens, types),
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

function vocabularyOf(tokens: readonly string[], types: readonly number[]): object {
  const used = tokens.flatMap((token, id) => (types[id] === UNUSED ? [] : [[token, id] as const]));
  return Object.fromEntries(used);
}

function supportedPreTokenizer(metadata: GgufMetadata): PreTokenizer {
  const model = metadata.text('tokenizer.ggml.model');
  const pre = metadata.optionalText('tokenizer.ggml.pre') ?? 'gpt-2';
  if (model === 'gpt2' && Object.hasOwn(preTokenizers, pre)) return preTokenizers[pre];
  const kind = model === 'llama' ? 'SentencePiece' : `${model} with the pre-tokenizer ${pre}`;
  throw new ConversionError(
    'conversion-unsupported-tokenizer',
    `The model's tokenizer is ${kind}; supported is byte-level BPE as SmolLM2, Qwen2, Qwen3 and Llama 3 have it (${Object.keys(preTokenizers).join(', ')}).`,
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
    model_max_length: metadata.number(`${metadata.text('general.architecture')}.context_length`),
    chat_template: chatTemplateOf(metadata, tokens),
  };
}

const optionalId = (metadata: GgufMetadata, role: string): number | undefined =>
  metadata.number(`tokenizer.ggml.${role}_token_id`, undefined);
