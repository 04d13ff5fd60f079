import { parseArgs } from 'node:util';
import { loadEncoder } from '../src/adapters/transformers/load-encoder';
import { loadLanguageModel } from '../src/adapters/transformers/load-language-model';
import { folderSource } from '../src/adapters/cache-storage/node/folder-source';
import { loadXgrammar } from '../src/adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../src/adapters/xgrammar/xgrammar-compiler';
import { actionsOf } from '../src/core/agent/actions';
import { choicesOf, decisionPrefix, decisionPrompt } from '../src/core/agent/prompts';
import { createTextGenerator } from '../src/core/generation/text-generator';
import { KAPPA, LANGUAGE_MODEL_WEIGHT } from '../src/core/learning/parameters';
import { similarities } from '../src/core/learning/similarity';
import { argmax, softmax } from '../src/core/learning/softmax';
import { wilson } from '../src/core/learning/wilson';
import { builtinTools } from '../src/core/tools/registry';
import { cachedEmbeddings } from './embedding-cache';
import { publish, type Estimate } from './report';

/**
 * What likeness to examples should weigh beside the language model: the built-in tools' own example requests, each
 * decided with itself left out of the examples (those that stand in the prompt are not asked). No public row is
 * touched. Prints accuracy and mean log-probability of the right action by kappa and by the weight of the language
 * model. `--out FILE`.
 */
parseArgs({ options: { out: { type: 'string' } } });

const models = 'public/models';
const threads = { backend: 'cpu', threads: 2 } as const;
const encoder = await loadEncoder(folderSource(models, 'all-MiniLM-L6-v2'), threads);
const model = await loadLanguageModel(folderSource(models, 'SmolLM2-135M-Instruct'), threads);
const grammars = await createXgrammarCompiler(loadXgrammar(), model.vocabulary());
const generator = createTextGenerator(model, grammars, Date);

const actions = actionsOf(builtinTools());
const prefix = decisionPrefix(actions);
const examples = await Promise.all(
  actions.map(async ({ id, examples: requests }) => ({
    action: id,
    requests,
    embeddings: await cachedEmbeddings(encoder, requests),
  })),
);

/** Both terms for one left-out example, in the order of the actions. */
interface Asked {
  readonly right: number;
  readonly languageModel: readonly number[];
  readonly likeness: readonly number[];
}

async function ask(owner: number, index: number): Promise<Asked> {
  const { requests, embeddings } = examples[owner];
  const others = examples.map((own, i) =>
    i === owner ? { ...own, embeddings: embeddings.filter((_, j) => j !== index) } : own,
  );
  const found = similarities(others, embeddings[index]);
  const prompt = decisionPrompt(prefix, requests[index]);
  return {
    right: owner,
    languageModel: await generator.scoreChoices(prompt, choicesOf(actions)),
    likeness: actions.map(({ id }) => found.get(id) ?? 0),
  };
}

const asked: Asked[] = [];
for (const [owner, { requests }] of examples.entries()) {
  for (let index = 1; index < requests.length; index++) asked.push(await ask(owner, index));
}

function metrics(kappa: number, weight: number): Record<string, Estimate> {
  const scores = asked.map(({ languageModel, likeness }) =>
    likeness.map((s, a) => kappa * s + weight * languageModel[a]),
  );
  const right = scores.filter((row, i) => argmax(row) === asked[i].right).length;
  const logs = scores.map((row, i) => Math.log(softmax(row)[asked[i].right]));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const spread = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
  const half = 1.96 * Math.sqrt(spread / logs.length);
  return {
    accuracy: wilson(right, asked.length),
    logProbability: { mean, low: mean - half, high: mean + half },
  };
}

const kappas = [7, 10, 14, 20, 28];
const weights = [0, 0.1, 0.25, 0.5, 1];
publish({
  benchmark: `kappa, ${asked.length} left-out examples of ${actions.length} actions (now ${KAPPA} and ${LANGUAGE_MODEL_WEIGHT})`,
  arms: Object.fromEntries([
    ...kappas.flatMap((kappa) =>
      weights.map((weight) => [`${kappa} s + ${weight} log p`, metrics(kappa, weight)] as const),
    ),
    ['language model alone', metrics(0, 1)] as const,
  ]),
});
process.exit(0);
