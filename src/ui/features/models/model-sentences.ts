import type { ModelJob } from '../../../app/app-state';
import type { Fit } from '../../../core/models/fits-device';
import type { ModelEntry } from '../../../core/models/model-entry';
import type { ModelProfile } from '../../../core/models/model-profile';
import { bytes, bytesOf } from '../../format/bytes';
import { percent } from '../../format/percent';

/** What a model weighs and what computes it, in plain words: ["980 MB", "1.4 GB of memory", "graphics card", "reads 4,096 tokens"]. */
export function modelFacts(entry: ModelEntry): string[] {
  const { downloadBytes, memoryBytes, backend, contextLength } = entry;
  return [
    downloadBytes === null ? 'size not known yet' : bytes(downloadBytes),
    ...(memoryBytes === null ? [] : [`${bytes(memoryBytes)} of memory`]),
    backend === 'webgpu' ? 'graphics card' : 'processor',
    ...(contextLength === null
      ? []
      : [`reads ${contextLength.toLocaleString('en-GB')}\u00a0tokens`]),
  ];
}

/** What was measured of a model's decisions on the tools' own examples. */
export function profileWords({ accuracy, accuracyWithout, languageModelWeight }: ModelProfile) {
  const shares = `${percent(accuracy)} of the tools’ own examples decided rightly with it, ${percent(accuracyWithout)} without`;
  return languageModelWeight > 0
    ? `Measured here: ${shares}.`
    : `Measured here: ${shares}. So it is not asked which tool to use; it fills in details and answers in words.`;
}

/** The badge of a fit. */
export function fitWords({ fits }: Fit): string {
  return { yes: 'Fits this device', perhaps: 'May be too much here', no: 'Does not fit' }[fits];
}

/** Progress of a job, 0 to 1. */
export function jobShare({ progress }: ModelJob): number {
  return progress && progress.total > 0 ? Math.min(1, progress.loaded / progress.total) : 0;
}

/** "410 MB of 980 MB"; a share where files are converted too, whose steps are no bytes. */
export function jobAmount(job: ModelJob): string {
  const { kind, progress } = job;
  if (!progress) return '';
  return kind === 'download' ? bytesOf(progress.loaded, progress.total) : percent(jobShare(job));
}

/** "paused at 410 MB of 980 MB"; of one that an earlier visit has left nobody knows yet how much is here. */
export function jobStanding(job: ModelJob): string {
  if (job.status !== 'paused') return jobAmount(job);
  return job.progress ? `paused at ${jobAmount(job)}` : 'paused';
}

/** The file that arrives or the step that is done, with how far it is; null before anything is known. */
export function jobPart({ progress }: ModelJob): string | null {
  if (!progress) return null;
  const { part, partLoaded, partTotal } = progress;
  return partTotal > 0 ? `${part}, ${percent(Math.min(1, partLoaded / partTotal))}` : part;
}

/** Free room as the browser estimates it. */
export function storageWords(storage: { usage: number; quota: number } | null): string {
  if (!storage || storage.quota <= 0) return 'How much room there is, this browser does not tell.';
  const free = Math.max(0, storage.quota - storage.usage);
  return `${bytes(storage.usage)} used, about ${bytes(free)} free`;
}
