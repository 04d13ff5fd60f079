import { similaritiesWithout } from '../../src/core/learning/similarity';
import type { ActionExamples } from '../../src/core/learning/similarity';
import type { CalibrationCase } from '../../src/core/models/fit-prior-weights';
import { FEWEST } from '../../src/core/models/calibrate';
import { fitPriorWeights } from '../../src/core/models/fit-prior-weights';
import type { CallModel } from './call-model';
import type { CallStream } from './call-stream';

/**
 * How much the language model's word on the tool counts for beside likeness times `kappa`, as the application finds it
 * out: on the tools' own examples, each left out of the likeness it is decided with. The first stands in the prompt and is
 * not asked. 0 where its word does not make them likelier, and where they are too few to tell.
 */
export async function decisionWeight(
  model: CallModel,
  stream: CallStream,
  actionExamples: readonly ActionExamples[],
  kappa: number,
): Promise<number> {
  const asked = actionExamples.flatMap(({ embeddings }, right) =>
    embeddings.flatMap((_, left) => (left === 0 ? [] : [{ right, left }])),
  );
  if (asked.length < FEWEST) return 0;
  const cases: CalibrationCase[] = [];
  for (const { right, left } of asked) {
    const found = similaritiesWithout(actionExamples, right, left);
    const likeness = stream.tools.map((tool) => found.get(tool) ?? 0);
    const { text } = stream.examples.get(stream.tools[right]!)![left]!;
    const ranked = stream.tools.map((action, at) => ({ action, total: kappa * likeness[at]! }));
    const scores = await model.words(text, ranked, stream);
    const lowest = Math.min(...scores.values());
    const languageModel = stream.tools.map((tool) => scores.get(tool) ?? lowest);
    cases.push({ right, languageModel, likeness });
  }
  const fitted = fitPriorWeights(cases);
  return (fitted.languageModel / fitted.kappa) * kappa;
}
