import { ApprenticeError } from '../../core/errors/apprentice-error';
import { engineError } from '../../core/errors/engine-error';

/** What WebAssembly, JavaScript and WebGPU say when memory has run out. */
const outOfMemory =
  /out of memory|bad_alloc|allocation failed|cannot enlarge memory|memory access out of bounds|failed to allocate|array buffer|\boom\b/i;

/**
 * Why ONNX Runtime could not take a model, for people. A RangeError is an array that found no room; a bare number is a C++
 * exception without a message, which has been std::bad_alloc.
 */
export function loadError(error: unknown, title: string): Error {
  if (error instanceof ApprenticeError) return error;
  if (error instanceof Error && error.name === 'AbortError') return error;
  if (typeof error === 'number' || error instanceof RangeError)
    return engineError('out-of-memory', title, error);
  const message = error instanceof Error ? error.message : String(error);
  if (outOfMemory.test(message)) return engineError('out-of-memory', title, error);
  return engineError('model-unsupported', title, error);
}
