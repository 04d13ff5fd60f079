import type { ConvertedModels } from '../adapters/opfs/converted-models';
import { downloadToFile } from '../adapters/opfs/download-to-file';
import type { Fetch } from '../adapters/opfs/download-to-file';
import type { Folder } from '../adapters/opfs/folder';
import { PartialFile } from '../adapters/opfs/partial-file';
import {
  fileSource,
  inspectGguf,
  llamaFiles,
  remoteSource,
} from '../adapters/transformers/conversion';
import type { ByteSource, GgufInspection } from '../adapters/transformers/conversion';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { sha256 } from '../core/learning/sha256';
import type { ModelEntry } from '../core/models/model-entry';
import type { ChosenFile, ShelfProgress } from '../core/ports/model-shelf';
import { findGguf } from './gguf-address';
import type { RemoteGguf } from './gguf-address';
import { chooseForm } from './opened-form';
import { StepProgress } from './step-progress';
import { stoppable } from './stoppable';
import { forgetDownloads } from './unfinished-downloads';

export interface GgufOpening {
  /** The origin's private file system. */
  readonly root: Folder;
  readonly models: ConvertedModels;
  readonly fetch: Fetch;
  /** Gets lists of the hub for the model `name`. */
  readonly fetchJson: (name: string, signal?: AbortSignal) => (address: string) => Promise<unknown>;
  /** Whether models can run on a graphics card here. */
  readonly hasCard: () => Promise<boolean>;
  /** Runs one task at a time over all tabs. */
  readonly exclusively: <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>;
}

type Report = (progress: ShelfProgress) => void;

/**
 * Opens a GGUF, as `ModelShelf.openGguf` describes it: looks at its beginning, refuses or goes on, downloads what is missing,
 * converts and keeps it. The download is deleted after the conversion; a file that was opened before is found again.
 */
export async function openGguf(
  parts: GgufOpening,
  file: ChosenFile | string,
  onProgress: Report,
  signal?: AbortSignal,
): Promise<ModelEntry> {
  try {
    return typeof file === 'string'
      ? await openRemote(parts, file, onProgress, signal)
      : await openChosen(parts, file, onProgress, signal);
  } catch (error) {
    if (signal?.aborted)
      throw new ApprenticeError(
        'cancelled',
        'It was stopped. Nothing was kept but what was downloaded.',
      );
    throw error;
  }
}

async function openChosen(
  parts: GgufOpening,
  file: ChosenFile,
  onProgress: Report,
  signal?: AbortSignal,
): Promise<ModelEntry> {
  const source = fileSource(file);
  const inspection = await inspect(source, file.name, 'Nothing was changed');
  const form = await chooseForm(
    inspection,
    file.name,
    await idOf(source, file.name),
    parts.hasCard,
  );
  return withModel(parts, form.entry, signal, async () => {
    const progress = new StepProgress(onProgress, { Converting: form.bytes });
    await convert(parts, inspection, form, progress, signal);
  });
}

async function openRemote(
  parts: GgufOpening,
  address: string,
  onProgress: Report,
  signal?: AbortSignal,
): Promise<ModelEntry> {
  const remote = await findGguf(address, parts.fetchJson(address, signal));
  const head = remoteSource(parts.fetch, remote, signal);
  const seen = await inspect(head, remote.title, 'Nothing was downloaded');
  const form = await chooseForm(seen, remote.title, await idOf(head, remote.title), parts.hasCard);
  return withModel(parts, form.entry, signal, async () => {
    const checking = remote.sha256 === undefined ? 0 : remote.bytes;
    const steps = { Downloading: remote.bytes, Checking: checking, Converting: form.bytes };
    const progress = new StepProgress(onProgress, steps);
    const partial = await download(parts, remote, progress, signal);
    const source = fileSource(await partial.file());
    // What has arrived is looked at anew: without a hash nobody knows whether it is what was announced.
    const inspection = await inspect(source, remote.title, 'The download is kept');
    await convert(parts, inspection, form, progress, signal);
    await partial.remove();
  });
}

/** The entry of a model that is here already, or that `make` has made. */
async function withModel(
  { models, exclusively }: GgufOpening,
  entry: ModelEntry,
  signal: AbortSignal | undefined,
  make: () => Promise<void>,
): Promise<ModelEntry> {
  return exclusively(async () => {
    await models.sweep();
    if (!(await models.find(entry.id))) await make();
    return (await models.find(entry.id)) ?? entry;
  }, signal);
}

/** Everything of the file that is missing. One unfinished download is kept, not more. */
async function download(
  { root, fetch }: GgufOpening,
  remote: RemoteGguf,
  progress: StepProgress,
  signal?: AbortSignal,
): Promise<PartialFile> {
  const key =
    remote.sha256 ?? sha256(new TextEncoder().encode(`${remote.address} ${remote.bytes}`));
  await forgetDownloads(root, 'gguf', key);
  const partial = await PartialFile.open(root, key, remote.title);
  const report = {
    received: (bytes: number) => progress.at('Downloading', bytes),
    verified: (bytes: number) => progress.at('Checking', bytes),
  };
  await downloadToFile(fetch, remote, partial, report, signal);
  return partial;
}

async function convert(
  { models }: GgufOpening,
  { file }: GgufInspection,
  { entry, precision, bytes }: Awaited<ReturnType<typeof chooseForm>>,
  progress: StepProgress,
  signal?: AbortSignal,
): Promise<void> {
  const source = stoppable(file.source, signal);
  const onProgress = (fraction: number): void => progress.at('Converting', fraction * bytes);
  await models.keep(entry, llamaFiles({ ...file, source }, { precision, onProgress }));
}

/** What is not convertible becomes `model-unsupported`, saying what was not done. */
async function inspect(source: ByteSource, title: string, safe: string): Promise<GgufInspection> {
  try {
    return await inspectGguf(source);
  } catch (error) {
    if (!(error instanceof ApprenticeError) || !error.code.startsWith('conversion-')) throw error;
    const message = `${title} can't be opened: ${error.message} ${safe}; choose another file.`;
    throw new ApprenticeError('model-unsupported', message, { cause: error });
  }
}

/** Names the folder: the file's own name, and a hash of its beginning and size, so that no two models share one. */
async function idOf(source: ByteSource, title: string): Promise<string> {
  const head = await source.read(0, Math.min(2 ** 16, source.size));
  const hash = sha256(new Uint8Array([...head, ...new TextEncoder().encode(String(source.size))]));
  const name = title
    .replace(/\.gguf$/i, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^\.+/, '');
  return `${name.slice(0, 100)}-${hash.slice(0, 8)}`;
}
