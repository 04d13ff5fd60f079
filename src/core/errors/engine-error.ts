import { ApprenticeError } from './apprentice-error';

const sentences = {
  'no-webgpu': (title: string) =>
    `${title} needs WebGPU, which this browser does not offer on this device. What you saved is safe; choose a model that runs on the processor, or use a current Chrome, Edge or Safari.`,
  'no-shader-f16': (title: string) =>
    `${title} needs 16-bit numbers on the graphics card (shader-f16), which this one does not offer. What you saved is safe; choose the same model in 32 bits (q4 or q4f32), or one for the processor.`,
  'out-of-memory': (title: string) =>
    `${title} does not fit into the memory that a page may use here. What you saved is safe; close other tabs, or choose a smaller model such as SmolLM2 135M.`,
  'model-unsupported': (title: string) =>
    `${title} can't run here: it uses operations that this engine does not have. Nothing was changed; choose another form of it (q4, int8) or another model.`,
  'engine-lost': (title: string) =>
    `The graphics card stopped while ${title} was working. Your conversation is safe; ask again, and the model is loaded anew.`,
  'engine-wrong': (title: string) =>
    `${title} computes wrong numbers on this graphics card. What you saved is safe; choose a model that runs on the processor.`,
};

/** An error of an engine that could not take a model, with a sentence for people. `title` is the model's. */
export function engineError(
  code: keyof typeof sentences,
  title: string,
  cause?: unknown,
): ApprenticeError {
  return new ApprenticeError(code, sentences[code](title), { cause });
}
