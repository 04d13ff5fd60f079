import type { ChatOptions, MLCEngineInterface, LogitProcessor } from '@mlc-ai/web-llm';
import type { LogitEngine } from './logit-engine';

/** Base logits only: the library must neither sharpen nor penalise what the processor sees. It demands all of these. */
export const plainSampling: ChatOptions = {
  temperature: 1,
  top_p: 1,
  repetition_penalty: 1,
  frequency_penalty: 0,
  presence_penalty: 0,
};

/** Copies the logits that pass by on their way to the library's sampler, whose choice nobody reads. */
export class LogitTap implements LogitProcessor {
  #row: Float32Array | null = null;

  processLogits(logits: Float32Array): Float32Array {
    this.#row = logits.slice();
    return logits;
  }
  processSampledToken(): void {}
  resetState(): void {}

  /** The row of the last pass. Throws when the library did not ask. */
  take(): Float32Array {
    const row = this.#row;
    this.#row = null;
    if (!row) throw new TypeError('WebLLM handed out no logits');
    return row;
  }
}

/**
 * WebLLM through its public interface alone. It gives one row a pass and cannot go back: what is truncated is computed
 * again from the beginning.
 */
export class PublicEngine implements LogitEngine {
  readonly vocabularySize: number;
  readonly chunkTokens = 256;
  readonly #engine: Pick<MLCEngineInterface, 'forwardTokensAndSample' | 'resetChat'>;
  readonly #tap: LogitTap;
  #length = 0;

  constructor(
    engine: Pick<MLCEngineInterface, 'forwardTokensAndSample' | 'resetChat'>,
    tap: LogitTap,
    vocabularySize: number,
  ) {
    this.#engine = engine;
    this.#tap = tap;
    this.vocabularySize = vocabularySize;
  }

  get length(): number {
    return this.#length;
  }

  async append(tokens: readonly number[], rows: number): Promise<Float32Array> {
    const together = tokens.length - rows + 1;
    const result = new Float32Array(rows * this.vocabularySize);
    for (let row = 0; row < rows; row++) {
      const pass =
        row === 0 ? tokens.slice(0, together) : tokens.slice(together + row - 1, together + row);
      await this.#engine.forwardTokensAndSample(pass, pass.length > 1);
      this.#length += pass.length;
      result.set(this.#tap.take(), row * this.vocabularySize);
    }
    return result;
  }

  async truncate(length: number): Promise<void> {
    if (length >= this.#length) return;
    await this.#engine.resetChat();
    this.#length = 0;
  }

  keep(): Promise<void> {
    return Promise.resolve();
  }
  restore(): Promise<boolean> {
    return Promise.resolve(false);
  }
  forget(): void {}
}
