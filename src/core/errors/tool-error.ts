import { ApprenticeError } from './apprentice-error';

/** A tool could not do what it was asked; the message says why and what to do. Nothing has changed. */
export class ToolError extends ApprenticeError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('tool-failed', message, options);
    this.name = 'ToolError';
  }
}
