import type { ActionId } from '../memory/episode';
import { ExamplePrior } from './example-prior';
import { cosine } from './vector';

/** The example requests of one action as sentence states. */
export interface ActionExamples {
  readonly action: ActionId;
  readonly embeddings: readonly Float32Array[];
}

/** Fitted once for the examples of an application or of a training job. */
const priors = new WeakMap<readonly ActionExamples[], ExamplePrior>();

/** s(a): how much a request looks like the example requests of each action; 0 for an action without any. */
export function similarities(
  examples: readonly ActionExamples[],
  embedding: Float32Array,
): ReadonlyMap<ActionId, number> {
  const prior = priors.get(examples) ?? new ExamplePrior(examples);
  priors.set(examples, prior);
  return prior.scores(embedding);
}

/** The same for one of the examples, as if it were none: of the `action`-th action the `example`-th. */
export function similaritiesWithout(
  examples: readonly ActionExamples[],
  action: number,
  example: number,
): ReadonlyMap<ActionId, number> {
  const others = examples.map((own, i) =>
    i === action ? { ...own, embeddings: own.embeddings.filter((_, j) => j !== example) } : own,
  );
  return similarities(others, examples[action].embeddings[example]);
}

/** 0 when there is nothing to compare with. */
export function largestCosine(
  embeddings: readonly Float32Array[],
  embedding: Float32Array,
): number {
  return embeddings.reduce(
    (best, other, i) =>
      i === 0 ? cosine(other, embedding) : Math.max(best, cosine(other, embedding)),
    0,
  );
}
