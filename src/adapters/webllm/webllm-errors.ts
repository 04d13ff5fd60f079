import { ApprenticeError } from '../../core/errors/apprentice-error';
import { engineError } from '../../core/errors/engine-error';

const sentences = {
  'engine-lost': (title: string) =>
    `The graphics card stopped while ${title} was working. Your conversation is safe; ask again, and the model is loaded anew.`,
  'model-missing': (title: string) =>
    `${title} is not completely on this device. What you saved is safe; download it on the Models page, then load it again.`,
  'model-damaged': (title: string) =>
    `${title} could not be loaded: its files are damaged or belong to another version. What you saved is safe; delete it on the Models page and download it again.`,
};

/** An error of a model that WebLLM runs, with a sentence for people. `title` is the model's. */
export function webllmError(
  code: keyof typeof sentences,
  title: string,
  cause?: unknown,
): ApprenticeError {
  return new ApprenticeError(code, sentences[code](title), { cause });
}

/** Why loading failed; `deviceLost` when the graphics card gave up meanwhile, which mostly is a lack of memory. */
export function loadError(error: unknown, title: string, deviceLost: boolean): ApprenticeError {
  if (error instanceof ApprenticeError) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'ShaderF16SupportError' || message.includes('shader-f16')) {
    return engineError('no-shader-f16', title, error);
  }
  if (/WebGPU(NotAvailable|NotFound)Error/u.test(name) || /compatible GPU/u.test(message)) {
    return engineError('no-webgpu', title, error);
  }
  if (deviceLost || name === 'DeviceLostError' || /out of memory|allocation/iu.test(message)) {
    return engineError('out-of-memory', title, error);
  }
  return webllmError('model-damaged', title, error);
}
