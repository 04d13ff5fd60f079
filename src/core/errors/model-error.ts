import { ApprenticeError } from './apprentice-error';

export type ModelErrorCode =
  'model-missing' | 'model-truncated' | 'model-hash' | 'model-offline' | 'storage-full';

const sentences: Record<ModelErrorCode, (name: string) => string> = {
  'model-missing': (name) =>
    `${name} is not on the server. What you saved is safe; run the setup step on the server, then reload.`,
  'model-truncated': (name) =>
    `${name} arrived incomplete. What you saved is safe; reload to fetch the rest.`,
  'model-hash': (name) =>
    `${name} is not the file that was expected, so it was thrown away. What you saved is safe; reload to fetch it again.`,
  'model-offline': (name) =>
    `${name} could not be fetched because the network is away. What you saved is safe and what has arrived is kept; reload when you are online.`,
  'storage-full': (name) =>
    `There is no room left on this device to keep ${name}. What you saved is safe; free some space, then reload.`,
};

/** An error about a model's file, with a sentence for people. `name` is what they know it as. */
export function modelError(code: ModelErrorCode, name: string, cause?: unknown): ApprenticeError {
  return new ApprenticeError(code, sentences[code](name), { cause });
}
