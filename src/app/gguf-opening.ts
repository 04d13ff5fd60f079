import type { ModelEntry } from '../core/models/model-entry';
import type { ChosenFile } from '../core/ports/model-shelf';
import type { ModelJob } from './models-view';
import type { Work } from './model-jobs';
import type { Models } from './models';

export interface GgufOpening {
  readonly job: Pick<ModelJob, 'id' | 'kind' | 'title'>;
  readonly work: Work;
}

/**
 * The opening of a chosen file, or of an address on the hub; `done` follows when the model is here. The address is
 * remembered as soon as some of the file has arrived, so that a later visit can go on with it or give it up.
 */
export function ggufOpening(
  file: ChosenFile | string,
  { shelf, settings }: Pick<Models, 'shelf' | 'settings'>,
  done: (entry: ModelEntry) => Promise<void>,
): GgufOpening {
  const address = typeof file === 'string' ? file : null;
  const id = typeof file === 'string' ? file : file.name;
  const work: Work = async (onProgress, signal) => {
    let noted: Promise<void> | null = null;
    const report: typeof onProgress = (progress) => {
      // Where it can't be noted the download is no worse for it.
      if (address !== null && progress.loaded > 0)
        noted ??= settings.beginOpening(address).catch(() => undefined);
      onProgress(progress);
    };
    const entry = await shelf.openGguf(file, report, signal);
    await noted;
    if (address !== null) await settings.beginOpening(null);
    await done(entry);
  };
  return { job: { id, kind: 'gguf', title: id.split('/').at(-1) ?? id }, work };
}
