import type { JsonSchema } from '../tools/json-schema';
import type { Backend, ChatMessage } from './language-model';

/** Text to continue. `prefix` is fixed over many calls and computed once; `suffix` follows it. */
export interface Prompt {
  readonly prefix: string;
  readonly suffix: string;
}

export interface EngineInfo {
  readonly modelId: string;
  readonly backend: Backend;
  readonly threads: number;
  readonly contextLength: number;
}

export type FinishReason = 'stop' | 'length' | 'repetition' | 'cancelled';

export interface GeneratedText {
  readonly text: string;
  readonly finish: FinishReason;
  readonly tokens: number;
  /** Forward passes of the model, prompt included. */
  readonly passes: number;
  readonly seconds: number;
}

export interface TextOptions {
  readonly maxTokens: number;
  /** 0 is greedy. */
  readonly temperature: number;
  readonly topP: number;
  /** >= 1; divides the logits of tokens already written (Keskar et al. 2019). */
  readonly repetitionPenalty: number;
  readonly seed: number;
}

/**
 * What the agent asks of a language model. core/generation implements it over a `LanguageModel`; in the
 * page it stands behind the engine worker's boundary, so everything here can be cloned.
 */
export interface TextGenerator {
  describe(): Promise<EngineInfo>;
  /**
   * Natural-log probability of each choice as the continuation of the prompt, normalised over the choices
   * (the probability under a grammar that allows exactly these). Choices are compared token by token.
   */
  scoreChoices(prompt: Prompt, choices: readonly string[], signal?: AbortSignal): Promise<number[]>;
  /** A JSON text that the schema allows, greedy. Throws `generation-unfinished` at `maxTokens`. */
  generateObject(
    prompt: Prompt,
    schema: JsonSchema,
    options: { readonly maxTokens: number },
    signal?: AbortSignal,
  ): Promise<GeneratedText>;
  /** Prose. The oldest turns of `messages` are dropped, never cut, until the prompt fits (`trimmed` counts them). */
  generateReply(
    messages: readonly ChatMessage[],
    options: TextOptions,
    onDelta: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<GeneratedText & { readonly trimmed: number }>;
}
