import { type LazyBytes, lazyFloats } from '../onnx/lazy-bytes';

/**
 * Numbers that come about while another initializer is written (the scales of quantised rows), to be written after it:
 * so a file is read only once. They are given out once and not held any longer.
 */
export class ByProduct {
  readonly bytes: LazyBytes;
  #values: Float32Array | undefined;

  constructor(length: number) {
    this.bytes = lazyFloats(length, () => {
      const values = this.#values;
      if (!values)
        throw new RangeError('These numbers are known only after the bytes they belong to.');
      this.#values = undefined;
      return values;
    });
  }

  keep(values: Float32Array): void {
    this.#values = values;
  }
}
