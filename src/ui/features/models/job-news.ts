import type { ModelJob } from '../../../app/app-state';
import { jobShare } from './model-sentences';

/** Quarters: often enough to follow a download of an hour, seldom enough not to talk over everything else. */
const quarters = 4;

/** Turns the changing list of jobs into the few sentences that someone who does not see the bars should hear. */
export class JobNews {
  #known = new Map<string, { job: ModelJob; quarter: number }>();

  /** What is to be said now; empty when nothing is. */
  follow(jobs: readonly ModelJob[]): string {
    const before = this.#known;
    this.#known = new Map(
      jobs.map((job) => [job.id, { job, quarter: Math.floor(jobShare(job) * quarters) }]),
    );
    const said = jobs.flatMap((job) => this.#said(job, before.get(job.id)) ?? []);
    const ended = [...before.values()]
      .filter(({ job }) => !this.#known.has(job.id))
      .map(({ job }) => (jobShare(job) < 1 ? `${job.title}: ended.` : `${job.title} has arrived.`));
    return [...said, ...ended].join(' ');
  }

  #said(job: ModelJob, before: { job: ModelJob; quarter: number } | undefined): string | null {
    const quarter = this.#known.get(job.id)?.quarter ?? 0;
    if (job.status !== before?.job.status) {
      if (job.status === 'failed') return job.error?.message ?? `${job.title} failed.`;
      return `${job.title}: ${job.status === 'paused' ? 'paused' : 'arriving'}.`;
    }
    if (job.status !== 'running' || quarter <= before.quarter || quarter >= quarters) return null;
    return `${job.title}: ${(quarter * 100) / quarters}\u00a0%.`;
  }
}
