import { ApprenticeError } from '../../../core/errors/apprentice-error';

/** What can be wrong with a model file. */
export type ConversionErrorCode =
  | 'conversion-not-gguf'
  | 'conversion-gguf-version'
  | 'conversion-truncated'
  | 'conversion-missing-metadata'
  | 'conversion-missing-tensor'
  | 'conversion-unsupported-architecture'
  | 'conversion-unsupported-tensor-type'
  | 'conversion-unsupported-tokenizer'
  | 'conversion-unsupported-shape'
  | 'conversion-too-large'
  | 'conversion-not-safetensors';

/** A model file that cannot be converted; the message names the part of the file at fault. */
export class ConversionError extends ApprenticeError {
  constructor(code: ConversionErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
    this.name = 'ConversionError';
  }
}
