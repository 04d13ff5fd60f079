import { ApprenticeError } from './apprentice-error';
import type { ModelErrorCode } from './model-error';

const sentences: Record<ModelErrorCode | 'model-gated', (name: string) => string> = {
  'model-missing': (name) =>
    `${name} is not where it should be downloaded from. What you saved is safe; try again later, or choose another model.`,
  'model-gated': (name) =>
    `${name} is only given to people who accepted its licence on huggingface.co, which this page can't do for you. Nothing was changed; choose another model.`,
  'model-truncated': (name) =>
    `${name} arrived incomplete. What has arrived is kept; download it again to get the rest.`,
  'model-hash': (name) =>
    `${name} is not the file that was expected, so it was thrown away. What you saved is safe; download it again.`,
  'model-offline': (name) =>
    `${name} could not be fetched because the network is away. What has arrived is kept; go on with the download when you are online.`,
  'storage-full': (name) =>
    `There is no room left on this device to keep ${name}. What you saved is safe; delete another model or free some space, then try again: a download goes on from what has arrived.`,
};

/** An error about a file of a model that the user asked for, with a sentence for people. */
export function downloadError(
  code: keyof typeof sentences,
  name: string,
  cause?: unknown,
): ApprenticeError {
  return new ApprenticeError(code, sentences[code](name), { cause });
}
