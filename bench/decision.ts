import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadXgrammar } from '../src/adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../src/adapters/xgrammar/xgrammar-compiler';
import { actionsOf } from '../src/core/agent/actions';
import { Frames } from '../src/core/agent/frames';
import { plain } from '../src/core/agent/prompt-styles/plain';
import { scoreActions } from '../src/core/agent/prompt-styles/score-actions';
import { createTextGenerator } from '../src/core/generation/text-generator';
import { KAPPA, LANGUAGE_MODEL_WEIGHT } from '../src/core/learning/parameters';
import { similarities } from '../src/core/learning/similarity';
import { argmax } from '../src/core/learning/softmax';
import { wilson } from '../src/core/learning/wilson';
import { builtinTools } from '../src/core/tools/registry';
import { actionFor, splitRows, type Row } from './decision-rows';
import { cachedEmbeddings } from './embedding-cache';
import { openPageEncoder } from './page-encoder';
import { openPageModel } from './page-model';
import { publish, type Estimate } from './report';

/**
 * Right tool before any feedback: requests of CLINC150 whose intents the built-in tools answer, decided by the
 * frozen policy. `--stream FILE` clinc150.jsonl; `--rows tuning` for the rows that kappa and the tools' examples
 * were chosen on (default: the evaluation rows, which nothing was chosen on); `--misses` lists the mistakes; `--without-model` leaves
 * the language model out, to look at many rows in seconds;
 * `--out FILE`.
 */
const { values } = parseArgs({
  options: {
    stream: { type: 'string', default: '../shared/data/clinc150.jsonl' },
    rows: { type: 'string', default: 'evaluation' },
    misses: { type: 'boolean', default: false },
    'without-model': { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});

const all = readFileSync(values.stream, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);
// 10 tool intents with 14 rows each and 12 others with 5: 200 requests.
const split = splitRows(all, 14, 5);
const rows = values.rows === 'tuning' ? split.tuning : split.evaluation;

const encoder = await openPageEncoder();
const model = await openPageModel();
const grammars = await createXgrammarCompiler(loadXgrammar(), model.vocabulary());
const generator = createTextGenerator(model, grammars, Date);

const actions = actionsOf(builtinTools());
const frames = new Frames(builtinTools(), actions);
const examples = await Promise.all(
  actions.map(async (action) => ({
    action: action.id,
    embeddings: await cachedEmbeddings(encoder, action.examples),
  })),
);
const states = await cachedEmbeddings(
  encoder,
  rows.map(({ text }) => text),
);

type Arm = 'language model' | 'examples' | 'both';
const right: Record<Arm, number> = { 'language model': 0, examples: 0, both: 0 };
const misses: string[] = [];

for (const [i, row] of rows.entries()) {
  const wanted = actionFor(row);
  const lm = values['without-model']
    ? actions.map(() => 0)
    : await scoreActions(generator, plain, actions, row.text);
  const likeness = frames.liken(row.text, similarities(examples, states[i]));
  const prior = actions.map(({ id }) => KAPPA * (likeness.get(id) ?? 0));
  const choices: Record<Arm, string> = {
    'language model': actions[argmax(lm)].id,
    examples: actions[argmax(prior)].id,
    both: actions[argmax(prior.map((score, a) => score + LANGUAGE_MODEL_WEIGHT * lm[a]))].id,
  };
  for (const arm of Object.keys(right) as Arm[]) if (choices[arm] === wanted) right[arm]++;
  if (choices.both !== wanted) misses.push(`${wanted} -> ${choices.both} | ${row.text}`);
}

if (values.misses) console.log(misses.join('\n'));
const accuracy = (hits: number): Record<string, Estimate> => ({
  accuracy: wilson(hits, rows.length),
});
publish({
  benchmark: `decision, ${rows.length} ${values.rows} rows`,
  arms: Object.fromEntries(Object.entries(right).map(([arm, hits]) => [arm, accuracy(hits)])),
});
process.exit(0);
