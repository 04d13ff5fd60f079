import { PreTrainedTokenizer } from '@huggingface/transformers';
import { bytePiece } from './byte-pieces';
import type { PieceStyle } from './byte-pieces';
import { readJson } from './library-environment';
import type { ModelSource } from '../../core/ports/model-source';
import type { ModelTokenizer } from '../../core/ports/model-tokenizer';

interface TokenizerJson extends PieceStyle {
  readonly added_tokens: readonly { readonly id: number; readonly special: boolean }[];
}

/** The tokenizer and chat template of a fetched model. */
export async function loadTokenizer(source: ModelSource): Promise<ModelTokenizer> {
  const json = (await readJson(source, 'tokenizer.json')) as TokenizerJson;
  const configuration = (await readJson(source, 'tokenizer_config.json')) as object;
  const template = await readTemplate(source);
  const tokenizer = new PreTrainedTokenizer(json, {
    ...configuration,
    ...(template !== undefined && { chat_template: template }),
  });
  const bytePieceOf = bytePiece(json);
  const specialTokens = json.added_tokens
    .filter(({ special }) => special)
    .map(({ id }) => id)
    .sort((a, b) => a - b);

  // Built anew at every call of get_vocab: 5 ms for 30,000 pieces.
  const vocabulary = tokenizer.get_vocab();

  return {
    specialTokens,
    encode: (text) => Int32Array.from(tokenizer.encode(text, { add_special_tokens: false })),
    decode: (tokens) =>
      tokens.length === 0
        ? ''
        : tokenizer.decode(Array.from(tokens), {
            skip_special_tokens: true,
            clean_up_tokenization_spaces: false,
          }),
    tokenId(piece) {
      const id = vocabulary.get(piece);
      if (id === undefined) throw new RangeError(`the tokenizer has no ${piece}`);
      return id;
    },
    pieces(size) {
      const pieces = new Array<string>(size).fill('');
      for (const [piece, id] of vocabulary) if (id < size) pieces[id] = bytePieceOf(piece);
      for (const id of specialTokens) pieces[id] = '';
      return pieces;
    },
    renderPrompt: (messages) =>
      tokenizer.apply_chat_template([...messages], {
        tokenize: false,
        add_generation_prompt: true,
        // Qwen3 would first think aloud, for longer than an answer may be; other templates do not know the word.
        ...{ enable_thinking: false },
      }) as string,
  };
}

/** Whether a fetched model says how a chat with it is written. */
export async function hasTemplate(source: ModelSource): Promise<boolean> {
  if ((await readTemplate(source)) !== undefined) return true;
  const configuration = (await readJson(source, 'tokenizer_config.json')) as object;
  return 'chat_template' in configuration;
}

/** The template in a file of its own, as newer repositories have it. */
async function readTemplate(source: ModelSource): Promise<string | undefined> {
  const file = await source.open('chat_template.jinja');
  return file && new TextDecoder().decode(await file.arrayBuffer());
}
