import { ConversionError } from '../conversion-error';
import type { GgufHeader, GgufValue } from './gguf-header';

/** Typed reading of GGUF metadata; a required key that is absent or of another type is an error. */
export class GgufMetadata {
  readonly #values: ReadonlyMap<string, GgufValue>;

  constructor(header: GgufHeader) {
    this.#values = header.metadata;
  }

  number(key: string): number;
  number<T>(key: string, fallback: T): number | T;
  number(key: string, fallback?: unknown): unknown {
    const value = this.#values.get(key);
    if (typeof value === 'number') return value;
    if (arguments.length > 1) return fallback;
    throw missing(key, 'a number');
  }

  text(key: string): string {
    const value = this.optionalText(key);
    if (value === undefined) throw missing(key, 'a text');
    return value;
  }

  optionalText(key: string): string | undefined {
    const value = this.#values.get(key);
    return typeof value === 'string' ? value : undefined;
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.#values.get(key);
    return typeof value === 'boolean' ? value : fallback;
  }

  texts(key: string): string[] {
    const value = this.#values.get(key);
    if (!Array.isArray(value)) throw missing(key, 'a list of texts');
    return value.map(String);
  }

  numbers(key: string): number[] {
    const value = this.#values.get(key);
    if (!Array.isArray(value)) throw missing(key, 'a list of numbers');
    return value.map(Number);
  }
}

const missing = (key: string, kind: string): ConversionError =>
  new ConversionError('conversion-missing-metadata', `The GGUF file lacks ${key} (${kind}).`);
