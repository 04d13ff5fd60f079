/** Control tokens, first in the vocabulary as in SmolLM2. */
export const controlTokens = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'] as const;

/**
 * The 256 characters that stand for bytes in byte-level BPE (GPT-2's table): printable ones stand
 * for themselves, the others for the code points from 256 on.
 */
export function byteCharacters(): string[] {
  const printable = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(printable(byte) ? byte : next++),
  );
}

/** A few merges, so that tests meet tokens longer than a byte. */
export const merges = [
  'Ġ t',
  'Ġ a',
  'i n',
  'h e',
  'Ġt he',
  'e r',
  'o n',
  'u ser',
  's er',
  'Ġa n',
].sort(
  // A merge may only name tokens that exist before it.
  (a, b) => a.length - b.length,
);

/** Every token by id: control tokens, bytes, merged tokens. */
export const byteVocabulary = (): string[] => [
  ...controlTokens,
  ...byteCharacters(),
  ...merges.map((merge) => merge.replace(' ', '')),
];

/** The ChatML template of SmolLM2, without its default system message. */
export const chatTemplate =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
