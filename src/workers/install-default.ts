import { downloadToFile } from '../adapters/opfs/download-to-file';
import type { Fetch } from '../adapters/opfs/download-to-file';
import type { Folder } from '../adapters/opfs/folder';
import { PartialFile } from '../adapters/opfs/partial-file';
import {
  convertBertSafetensors,
  convertLlamaGguf,
  fileSource,
} from '../adapters/transformers/conversion';
import type { ConversionProgress, ModelFiles } from '../adapters/transformers/conversion';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { downloadError } from '../core/errors/download-error';
import { encoderSource, languageModelSource } from '../core/models/default-sources';
import type { DefaultSource } from '../core/models/default-sources';
import { hubFile } from '../core/models/hub-address';
import type { ChosenFile, ShelfProgress } from '../core/ports/model-shelf';
import { StepProgress } from './step-progress';
import { stoppable } from './stoppable';

export interface DefaultInstallation {
  /** The origin's private file system: what has arrived stays there until it is converted. */
  readonly root: Folder;
  readonly fetch: Fetch;
  /** Whether a model is here, converted. */
  readonly has: (folder: string) => Promise<boolean>;
  /** Keeps a converted model where the app looks for it: all of it or nothing. */
  readonly keep: (folder: string, files: ModelFiles) => Promise<void>;
  /** Runs one task at a time over all tabs. */
  readonly exclusively: <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>;
}

/** Downloads and converts what the page would have been served with: see `ModelShelf.installDefault`. */
export async function installDefault(
  parts: DefaultInstallation,
  onProgress: (progress: ShelfProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await parts.exclusively(() => install(parts, onProgress, signal), signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw new ApprenticeError('cancelled', 'It was stopped. What has arrived is kept.');
  }
}

const sources = [languageModelSource, encoderSource];

async function install(
  parts: DefaultInstallation,
  onProgress: (progress: ShelfProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const missing: DefaultSource[] = [];
  for (const source of sources) if (!(await parts.has(source.folder))) missing.push(source);
  const steps = missing.flatMap(({ folder, weights }) => [
    [downloading(folder), weights.bytes],
    [converting(folder), weights.bytes],
  ]);
  const progress = new StepProgress(
    onProgress,
    Object.fromEntries(steps) as Record<string, number>,
  );
  for (const source of missing) await installOne(parts, source, progress, signal);
}

const downloading = (folder: string): string => `Downloading ${folder}`;
const converting = (folder: string): string => `Converting ${folder}`;

async function installOne(
  { root, fetch, keep }: DefaultInstallation,
  { folder, hub, weights, companions }: DefaultSource,
  progress: StepProgress,
  signal?: AbortSignal,
): Promise<void> {
  const addressOf = (name: string): string => hubFile({ ...hub, path: '' }, name);
  const small = new Map<string, Uint8Array>();
  for (const name of companions)
    small.set(name, await getSmall(fetch, addressOf(name), name, signal));
  const partial = await PartialFile.open(root, weights.sha256, weights.name);
  const remote = { ...weights, address: addressOf(weights.name), title: weights.name };
  const report = {
    received: (bytes: number) => progress.at(downloading(folder), bytes),
    verified: () => {},
  };
  await downloadToFile(fetch, remote, partial, report, signal);
  const onProgress = (fraction: number): void =>
    progress.at(converting(folder), fraction * weights.bytes);
  await keep(folder, await convert(await partial.file(), small, onProgress, signal));
  await partial.remove();
}

/** In memory: 139 MB at most. */
async function convert(
  file: ChosenFile,
  small: ReadonlyMap<string, Uint8Array>,
  onProgress: ConversionProgress,
  signal?: AbortSignal,
): Promise<ModelFiles> {
  const source = stoppable(fileSource(file), signal);
  if (small.size === 0) return convertLlamaGguf(source, { precision: 'int8', onProgress });
  const companion = (name: string): Uint8Array => small.get(name) ?? new Uint8Array();
  return convertBertSafetensors({
    safetensors: await source.read(0, source.size),
    config: companion('config.json'),
    tokenizer: companion('tokenizer.json'),
    tokenizerConfig: companion('tokenizer_config.json'),
    onProgress,
  });
}

async function getSmall(
  fetch: Fetch,
  address: string,
  name: string,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(address, {
      ...{ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' },
      signal: signal ?? null,
    });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw signal?.aborted ? error : downloadError('model-offline', name, error);
  }
  throw downloadError(response.status >= 500 ? 'model-offline' : 'model-missing', name);
}
