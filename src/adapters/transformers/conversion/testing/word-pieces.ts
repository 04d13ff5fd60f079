const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const characters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const marks = [...'.,:;!?\'"-/()@#%&+=$'];
const words = ['the', 'a', 'set', 'timer', 'for', 'minutes', 'note', 'weather', 'in', 'what', 'is'];

/** A vocabulary that spells every word of ASCII letters and digits. */
export const wordPieceVocabulary: readonly string[] = [
  ...new Set([...special, ...characters, ...marks, ...words, ...characters.map((c) => `##${c}`)]),
];

export const wordPieceConfiguration = {
  tokenizer_class: 'BertTokenizer',
  do_lower_case: true,
  unk_token: '[UNK]',
  sep_token: '[SEP]',
  pad_token: '[PAD]',
  cls_token: '[CLS]',
  mask_token: '[MASK]',
  model_max_length: 512,
};

/** `tokenizer.json` in the form of all-MiniLM-L6-v2's. */
export function wordPieceTokenizer(): object {
  const token = (content: string): object => ({ SpecialToken: { id: content, type_id: 0 } });
  const sequence = (id: 'A' | 'B', typeId: number): object => ({
    Sequence: { id, type_id: typeId },
  });
  const template = [token('[CLS]'), sequence('A', 0), token('[SEP]')];
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special.map((content, id) => ({
      id,
      content,
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: template,
      pair: [...template, sequence('B', 1), token('[SEP]')],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((content) => [
          content,
          { id: content, ids: [special.indexOf(content)], tokens: [content] },
        ]),
      ),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(wordPieceVocabulary.map((piece, id) => [piece, id])),
    },
  };
}
