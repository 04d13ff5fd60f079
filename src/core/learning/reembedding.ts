import type { Episode } from '../memory/episode';
import { understood } from '../memory/episode';
import type { FacultyOptions } from './faculties';
import type { LearningView } from './learning-view';
import type { Notebook } from './notebook';

/** Episodes embedded in one go and stored in one commit; between them others get their turn. */
const CHUNK = 32;

/**
 * Embeds anew what another encoder had embedded. What is done is stored chunk by chunk: a page that is closed
 * meanwhile goes on where it was when it is opened again.
 */
export class Reembedding {
  /** Null when there is nothing to do. */
  progress: LearningView['reembedding'] = null;
  readonly #options: FacultyOptions;
  readonly #notebook: Notebook;
  #run: Promise<boolean> | null = null;

  constructor(options: FacultyOptions, notebook: Notebook) {
    this.#options = options;
    this.#notebook = notebook;
  }

  /** Once for each time the app is open. True when something was embedded anew. */
  run(encoderHash: string, onProgress: () => void): Promise<boolean> {
    this.#run ??= this.#embedAll(encoderHash, onProgress).finally(() => {
      this.progress = null;
      onProgress();
    });
    return this.#run;
  }

  async #embedAll(encoderHash: string, onProgress: () => void): Promise<boolean> {
    const episodes = await this.#options.store.all('episodes');
    const stale = episodes.filter((one) => one.embedding && one.encoderHash !== encoderHash);
    for (let done = 0; done < stale.length; done += CHUNK) {
      this.progress = { done, total: stale.length };
      onProgress();
      const chunk = stale.slice(done, done + CHUNK);
      const embeddings = await this.#options.service.embed(chunk.map(understood));
      await this.#notebook.exclusive(() => this.#store(chunk, embeddings, encoderHash));
    }
    return stale.length > 0;
  }

  async #store(chunk: readonly Episode[], embeddings: readonly Float32Array[], hash: string) {
    const { store } = this.#options;
    const { experience, mind } = this.#notebook.knowledge;
    // Read again: what was said or deleted meanwhile stays so.
    const current = await Promise.all(chunk.map(({ id }) => store.get('episodes', id)));
    const renewed = current.flatMap((episode, i) =>
      episode ? [{ ...episode, embedding: embeddings[i], encoderHash: hash }] : [],
    );
    const labelled = renewed.filter(({ id }) => experience.episodes.has(id));
    const others = renewed.filter(({ id }) => !experience.episodes.has(id));
    if (others.length > 0) await store.commit({ episodes: others });
    if (labelled.length > 0) await this.#notebook.write({ episodes: labelled }, mind);
  }
}
