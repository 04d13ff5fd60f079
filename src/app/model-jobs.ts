import { hasCode } from '../core/errors/apprentice-error';
import type { Clock } from '../core/ports/clock';
import type { ShelfProgress } from '../core/ports/model-shelf';
import type { ModelJob } from './models-view';
import { userError } from './notices';
import { Paced } from './paced';
import type { StateHolder } from './state-holder';

/** Begins, or goes on from what has arrived. */
export type Work = (
  onProgress: (progress: ShelfProgress) => void,
  signal: AbortSignal,
) => Promise<void>;

/** Ten pictures a second are smooth; every one of them is a new state for the whole page. */
const leastMs = 100;

/** Downloads and conversions: each can be paused, taken up again and cancelled, and a failed one tried again. */
export class ModelJobs {
  readonly #holder: StateHolder;
  readonly #clock: Clock;
  readonly #works = new Map<string, Work>();
  readonly #running = new Map<string, AbortController>();
  readonly #ended = new Map<string, Promise<void>>();

  constructor(holder: StateHolder, clock: Clock) {
    this.#holder = holder;
    this.#clock = clock;
  }

  /** Resolves when it has ended, one way or another; the state says which. */
  run(job: Pick<ModelJob, 'id' | 'kind' | 'title'>, work: Work): Promise<void> {
    if (this.#running.has(job.id)) return this.#ended.get(job.id) ?? Promise.resolve();
    this.#works.set(job.id, work);
    this.#put({
      ...job,
      status: 'running',
      progress: this.#job(job.id)?.progress ?? null,
      error: null,
    });
    const ended = this.#run(job.id, work);
    this.#ended.set(job.id, ended);
    return ended;
  }

  /** Shows a job of an earlier visit, which waits to be taken up or cancelled. */
  wait(job: Pick<ModelJob, 'id' | 'kind' | 'title'>, work: Work): void {
    if (this.#job(job.id)) return;
    this.#works.set(job.id, work);
    this.#put({ ...job, status: 'paused', progress: null, error: null });
  }

  async #run(id: string, work: Work): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    const shown = new Paced<ShelfProgress>(leastMs, this.#clock, (progress) => {
      if (!controller.signal.aborted) this.#change(id, { progress });
    });
    try {
      await work((progress) => shown.push(progress), controller.signal);
      this.#drop(id);
    } catch (error) {
      if (controller.signal.aborted || hasCode(error, 'cancelled'))
        this.#change(id, { status: 'paused' });
      else this.#change(id, { status: 'failed', error: userError(error) });
    } finally {
      shown.stop();
      this.#running.delete(id);
    }
  }

  pause(id: string): void {
    this.#running.get(id)?.abort();
    this.#change(id, { status: 'paused' });
  }

  async resume(id: string): Promise<void> {
    const job = this.#job(id);
    const work = this.#works.get(id);
    // A pause takes until the piece that was on its way has arrived.
    await this.#ended.get(id);
    if (job && work && this.#job(id)) await this.run(job, work);
  }

  /** Ends it for good; resolves when nothing of it runs any longer. */
  async cancel(id: string): Promise<void> {
    this.#running.get(id)?.abort();
    await this.#ended.get(id);
    this.#drop(id);
  }

  #job(id: string): ModelJob | undefined {
    return this.#holder.state.models.jobs.find((job) => job.id === id);
  }

  #drop(id: string): void {
    this.#works.delete(id);
    this.#ended.delete(id);
    this.#show((jobs) => jobs.filter((job) => job.id !== id));
  }

  #put(job: ModelJob): void {
    this.#show((jobs) => {
      const at = jobs.findIndex(({ id }) => id === job.id);
      return at < 0 ? [...jobs, job] : jobs.with(at, job);
    });
  }

  #change(id: string, change: Partial<ModelJob>): void {
    this.#show((jobs) => jobs.map((job) => (job.id === id ? { ...job, ...change } : job)));
  }

  #show(change: (jobs: readonly ModelJob[]) => readonly ModelJob[]): void {
    this.#holder.update(({ models }) => ({ models: { ...models, jobs: change(models.jobs) } }));
  }
}
