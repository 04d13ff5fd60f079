/** A GGUF that the processor runs, by its address on the hub. */
export interface SuggestedGguf {
  readonly title: string;
  readonly address: string;
}

/**
 * Official files of small chat models whose layouts the converter knows: 8 bits, which the processor's kernel keeps. We could
 * load none of them where this was written; like any other they are looked at and refused by name before a download.
 */
export const suggestedGgufs: readonly SuggestedGguf[] = [
  {
    title: 'SmolLM2 360M',
    address: 'HuggingFaceTB/SmolLM2-360M-Instruct-GGUF/smollm2-360m-instruct-q8_0.gguf',
  },
  {
    title: 'Qwen2.5 0.5B',
    address: 'Qwen/Qwen2.5-0.5B-Instruct-GGUF/qwen2.5-0.5b-instruct-q8_0.gguf',
  },
];
