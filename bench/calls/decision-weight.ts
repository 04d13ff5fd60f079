import { similarities } from '../../src/core/learning/similarity';
import type { ActionExamples } from '../../src/core/learning/similarity';
import type { CalibrationCase } from '../../src/core/models/fit-prior-weights';
import { fitPriorWeights } from '../../src/core/models/fit-prior-weights';
import type { CallModel } from './call-model';
import type { CallStream } from './call-stream';

/**
 * How much the language model's word on the tool counts for beside likeness times `kappa`, as the application finds it
 * out: on the tools' own examples, each left out of the likeness it is decided with. The first stands in the prompt and is
 * not asked. 0 where its word does not make them likelier.
 */
export async function decisionWeight(
  model: CallModel,
  stream: CallStream,
  actionExamples: readonly ActionExamples[],
  kappa: number,
): Promise<number> {
  const cases: CalibrationCase[] = [];
  for (const [right, { action }] of actionExamples.entries()) {
    for (const [i, { text }] of stream.examples.get(action)!.entries()) {
      if (i === 0) continue;
      const likeness = likenessWithout(actionExamples, right, i);
      const ranked = stream.tools.map((tool, at) => ({
        action: tool,
        total: kappa * likeness[at]!,
      }));
      const scores = await model.words(text, ranked, stream);
      const lowest = Math.min(...scores.values());
      const languageModel = stream.tools.map((tool) => scores.get(tool) ?? lowest);
      cases.push({ right, languageModel, likeness });
    }
  }
  const fitted = fitPriorWeights(cases);
  return (fitted.languageModel / fitted.kappa) * kappa;
}

function likenessWithout(examples: readonly ActionExamples[], at: number, left: number): number[] {
  const embedding = examples[at]!.embeddings[left]!;
  const others = examples.map(({ action, embeddings }, index) => ({
    action,
    embeddings: index === at ? embeddings.filter((_, i) => i !== left) : embeddings,
  }));
  const found = similarities(others, embedding);
  return examples.map(({ action }) => found.get(action) ?? 0);
}
