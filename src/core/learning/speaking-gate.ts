import type { Basis } from './basis';
import { GATE_QUANTILE, GATE_WIDTH } from './parameters';
import { largestCosine } from './similarity';
import { cosine } from './vector';

/** How much the adapter may speak at a request, 0 to 1. */
export type SpeakingGate = (embedding: Float32Array) => number;

/**
 * Makes gates: the adapter speaks where a request is nearer to a taught one than 95 % of the unrelated anchors are.
 * Cosines of taught requests to anchors and audit states are kept, since they are asked for after every label.
 */
export class GateKeeper {
  readonly #anchors: number;
  /** Anchors, then audit states. */
  readonly #unrelated: readonly Float32Array[];
  readonly #places: ReadonlyMap<Float32Array, number>;
  readonly #known = new WeakMap<Float32Array, Float32Array>();

  constructor({ anchors, audit }: Pick<Basis, 'anchors' | 'audit'>) {
    this.#anchors = anchors.length;
    this.#unrelated = [...anchors, ...audit.map(({ embedding }) => embedding)];
    this.#places = new Map(this.#unrelated.map((embedding, place) => [embedding, place]));
  }

  /** The gate of a head that was taught at these requests; always closed when there are none. */
  gate(taught: readonly Float32Array[]): SpeakingGate {
    if (taught.length === 0) return () => 0;
    const unrelated = this.#nearest(taught);
    const threshold = gateThreshold(unrelated.slice(0, this.#anchors));
    // A taught request is nearest to itself: without this a buffer of 2,000 would cost 1.5 billion products.
    const own = new Set(taught);
    const nearest = (embedding: Float32Array) => {
      const place = this.#places.get(embedding);
      if (place !== undefined) return unrelated[place];
      return own.has(embedding) ? 1 : largestCosine(taught, embedding);
    };
    return (embedding) => gateAt(nearest(embedding), threshold);
  }

  /** Per unrelated request, its largest cosine to a taught one. */
  #nearest(taught: readonly Float32Array[]): Float32Array {
    const largest = new Float32Array(this.#unrelated.length).fill(-1);
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
    const cosines = Float32Array.from(this.#unrelated, (other) => cosine(other, embedding));
    this.#known.set(embedding, cosines);
    return cosines;
  }
}

/** tau: the 95th percentile of the unrelated requests' largest cosines to a taught one. */
function gateThreshold(nearest: Float32Array): number {
  const sorted = nearest.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(GATE_QUANTILE * sorted.length))] ?? 1;
}

/** g = sigmoid((nearest - tau) / .05). */
function gateAt(nearest: number, threshold: number): number {
  return 1 / (1 + Math.exp(-(nearest - threshold) / GATE_WIDTH));
}
