import type { Pipeline, PipelineCheckpoint } from './pipeline';

/** In the browser's memory: a prompt of 400 tokens takes 13 MB with Llama 3.2 1B, 46 MB with Qwen3 1.7B. */
const mostBytes = 400 * 2 ** 20;

/** Keys and values that were copied out of a pipeline's cache, by name. */
export class Checkpoints {
  /** False once the library could not copy them. */
  works = true;
  readonly #pipeline: Pipeline;
  /** The least recently used first. */
  readonly #kept = new Map<string, PipelineCheckpoint>();

  constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline;
  }

  async keep(name: string): Promise<void> {
    this.#kept.delete(name);
    if (!this.works) return;
    try {
      const checkpoint = await this.#pipeline.exportPromptCheckpoint(null, false);
      if (!checkpoint) throw new TypeError('the library gave no checkpoint');
      this.#kept.set(name, checkpoint);
    } catch (error) {
      console.warn('WebLLM can’t copy its cache here; it is computed again:', error);
      this.works = false;
      this.#kept.clear();
    }
    this.#forgetSurplus();
  }

  /** Puts a checkpoint into the cache. False when there is none of that name. */
  async restore(name: string): Promise<boolean> {
    const checkpoint = this.#kept.get(name);
    if (!checkpoint || !this.works) return false;
    this.#kept.delete(name);
    this.#kept.set(name, checkpoint);
    this.#pipeline.resetChat(true);
    await this.#pipeline.importPromptCheckpoint(checkpoint);
    return true;
  }

  forget(name: string): void {
    this.#kept.delete(name);
  }

  #forgetSurplus(): void {
    let bytes = 0;
    for (const [name, { pageGroups }] of [...this.#kept].reverse()) {
      for (const { data } of pageGroups) bytes += data.byteLength;
      if (bytes > mostBytes) this.#kept.delete(name);
    }
  }
}
