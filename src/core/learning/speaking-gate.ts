import { GATE_QUANTILE, GATE_WIDTH } from './parameters';
import { largestCosine } from './similarity';
import { cosine } from './vector';

/** How much the adapter may speak at a request, 0 to 1. */
export type SpeakingGate = (embedding: Float32Array) => number;

/**
 * Makes gates: the adapter speaks where a request is nearer to a taught one than 95 % of the unrelated anchors are.
 * Cosines of taught requests to the anchors are kept, since they are asked for after every label.
 */
export class GateKeeper {
  readonly #anchors: readonly Float32Array[];
  readonly #known = new WeakMap<Float32Array, Float32Array>();

  constructor(anchors: readonly Float32Array[]) {
    this.#anchors = anchors;
  }

  /** The gate of a head that was taught at these requests; always closed when there are none. */
  gate(taught: readonly Float32Array[]): SpeakingGate {
    if (taught.length === 0) return () => 0;
    const threshold = gateThreshold(this.#nearest(taught));
    // A taught request is nearest to itself: without this a buffer of 2,000 would cost 1.5 billion products.
    const own = new Set(taught);
    const nearest = (embedding: Float32Array) =>
      own.has(embedding) ? 1 : largestCosine(taught, embedding);
    return (embedding) => gateAt(nearest(embedding), threshold);
  }

  /** Per anchor, its largest cosine to a taught request. */
  #nearest(taught: readonly Float32Array[]): number[] {
    const largest = this.#anchors.map(() => -1);
    for (const embedding of taught) {
      this.#cosines(embedding).forEach((value, i) => {
        if (value > largest[i]) largest[i] = value;
      });
    }
    return largest;
  }

  #cosines(embedding: Float32Array): Float32Array {
    const known = this.#known.get(embedding);
    if (known) return known;
    const cosines = Float32Array.from(this.#anchors, (anchor) => cosine(anchor, embedding));
    this.#known.set(embedding, cosines);
    return cosines;
  }
}

/** tau: the 95th percentile of the unrelated requests' largest cosines to a taught one. */
function gateThreshold(nearest: readonly number[]): number {
  const sorted = [...nearest].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(GATE_QUANTILE * sorted.length))] ?? 1;
}

/** g = sigmoid((nearest - tau) / .05). */
function gateAt(nearest: number, threshold: number): number {
  return 1 / (1 + Math.exp(-(nearest - threshold) / GATE_WIDTH));
}
