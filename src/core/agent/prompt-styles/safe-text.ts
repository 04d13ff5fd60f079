/** `<|im_end|>`, `</tool_call>`, `<end_of_turn>`, `<s>`, `<0x0A>`: everything in angles that could be one token. */
const angled = /<(?=\/?[\p{L}\p{N}|｜_][^\s<>]*>)/gu;
/** `[INST]`, `[/TOOL_RESULTS]` (Mistral). */
const bracketed = /\[(?=\/?[A-Z_]{2,}\])/g;

/**
 * A text of the user's or of a tool's as it may stand in a prompt: what a tokenizer could take for a special token, or a
 * template for a tool's result, gets a space after its first sign and is letters then. Nothing is taken out, so no new
 * token can come about; a text without such signs stays as it is.
 */
export function safeText(text: string): string {
  return text.replace(angled, '< ').replace(bracketed, '[ ');
}
