import type { SlotTrainer } from '../../ports/slot-trainer';
import type { MatrixProducts } from '../fit-slot-head';
import { fitSlotHead } from '../fit-slot-head';

/** Products in plain loops, in double precision. */
export const loopProducts: MatrixProducts = {
  timesTransposed(a, b, { m, n, k }) {
    const product = new Float32Array(m * n);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let x = 0; x < k; x++) sum += a[i * k + x] * b[j * k + x];
        product[i * n + j] = sum;
      }
    }
    return Promise.resolve(product);
  },
  transposedTimes(a, b, { m, n, k }) {
    const product = new Float64Array(n * k);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        const factor = a[i * n + j];
        if (factor === 0) continue;
        for (let x = 0; x < k; x++) product[j * k + x] += factor * b[i * k + x];
      }
    }
    return Promise.resolve(Float32Array.from(product));
  },
};

/** The slot trainer in plain loops. For tests and benchmarks. */
export const referenceSlotTrainer: SlotTrainer = {
  backend: 'loops',
  fit: (set, start, options, onProgress, signal) =>
    fitSlotHead(set, start, options, loopProducts, onProgress, () => Promise.resolve(), signal),
};
