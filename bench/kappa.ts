import { parseArgs } from 'node:util';
import { loadXgrammar } from '../src/adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../src/adapters/xgrammar/xgrammar-compiler';
import { actionsOf } from '../src/core/agent/actions';
import { createTextGenerator } from '../src/core/generation/text-generator';
import { KAPPA, LANGUAGE_MODEL_WEIGHT } from '../src/core/learning/parameters';
import { argmax, softmax } from '../src/core/learning/softmax';
import { wilson } from '../src/core/learning/wilson';
import { calibrate, calibrationOrder } from '../src/core/models/calibrate';
import { fitPriorWeights, type CalibrationCase } from '../src/core/models/fit-prior-weights';
import { builtinTools } from '../src/core/tools/registry';
import { ChoiceCache, countPasses } from './calls/choice-cache';
import { cachedEmbeddings } from './embedding-cache';
import { publish, type Estimate } from './report';
import { openPageEncoder } from './page-encoder';
import { openPageModel } from './page-model';
import { styleNamed } from './style-named';

/**
 * What likeness to examples should weigh beside the language model: the built-in tools' own example requests, each
 * decided with itself left out of the examples (those that stand in the prompt are not asked). No public row is
 * touched. Prints accuracy and mean log-probability of the right action by kappa and by the weight of the language
 * model, and what the app's own calibration makes of them. `--style plain|hermes|llama3|gemma`, `--out FILE`. A run that
 * was stopped goes on where it was.
 */
const { values } = parseArgs({
  options: { style: { type: 'string', default: 'plain' }, out: { type: 'string' } },
});
const style = styleNamed(values.style);

const encoder = await openPageEncoder();
const model = await openPageModel();
const counter = countPasses(model);
const grammars = await createXgrammarCompiler(loadXgrammar(), model.vocabulary());
const generator = createTextGenerator(counter.model, grammars, Date);
const cache = new ChoiceCache(generator, counter, model.id);

const actions = actionsOf(builtinTools());
const examples = await Promise.all(
  actions.map(async ({ id, examples: requests }) => ({
    action: id,
    embeddings: await cachedEmbeddings(encoder, requests),
  })),
);

let cases: readonly CalibrationCase[] = [];
const start = performance.now();
const never = new AbortController().signal;
await calibrate(
  {
    ...{ modelId: model.id, style, actions, examples },
    generator: { scoreChoices: async (...args) => [...(await cache.score(args[0], args[1]))] },
    // All of them, however long it takes here.
    clock: { now: () => 0 },
    turn: () => Promise.resolve(never),
  },
  { seconds: 0, cases },
  (progress) => (cases = progress.cases),
);
const seconds = (performance.now() - start) / 1000 + cache.saved;

function metrics(
  kappa: number,
  weight: number,
  of: readonly CalibrationCase[] = cases,
): Record<string, Estimate> {
  const scores = of.map(({ languageModel, likeness }) =>
    likeness.map((s, a) => kappa * s + weight * languageModel[a]!),
  );
  const right = scores.filter((row, i) => argmax(row) === of[i]!.right).length;
  const logs = scores.map((row, i) => Math.log(softmax(row)[of[i]!.right]!));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const spread = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
  const half = 1.96 * Math.sqrt(spread / logs.length);
  return {
    accuracy: wilson(right, of.length),
    logProbability: { mean, low: mean - half, high: mean + half },
  };
}

const fit = fitPriorWeights(cases);
const odd = calibrationOrder(actions).map(({ example }) => example % 2 === 1);
const unseen = cases.filter((_, i) => odd[i]);
const fitted = `${fit.kappa.toFixed(1)} s + ${fit.languageModel.toFixed(2)} log p`;
const kappas = [7, 10, 14, 20, 28];
const weights = [0, 0.1, 0.25, 0.5, 1];
const prompt = style.opening + style.introduce(actions);
const exactly = (value: number): Estimate => ({ mean: value, low: value, high: value });
publish({
  benchmark: `kappa, ${style.name}, ${cases.length} left-out examples of ${actions.length} actions (now ${KAPPA} and ${LANGUAGE_MODEL_WEIGHT})`,
  arms: {
    ...Object.fromEntries(
      kappas.flatMap((kappa) =>
        weights.map((weight) => [`${kappa} s + ${weight} log p`, metrics(kappa, weight)] as const),
      ),
    ),
    'language model alone': metrics(0, 1),
    [`calibrated: ${fitted}`]: metrics(fit.kappa, fit.languageModel),
    // The chat styles' wording was chosen on even ones.
    'odd examples, without it': metrics(fit.kappa, 0, unseen),
    'odd examples, calibrated': metrics(fit.kappa, fit.languageModel, unseen),
    'odd examples, it alone': metrics(0, 1, unseen),
    cost: {
      secondsPerDecision: exactly(seconds / cases.length),
      prefixTokens: exactly(model.encode(prompt).length),
      suffixTokens: exactly(model.encode(style.ask('put eggs on the list')).length),
    },
  },
});
process.exit(0);
