import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadXgrammar } from '../src/adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../src/adapters/xgrammar/xgrammar-compiler';
import { fillArguments } from '../src/core/agent/fill-arguments';
import { createTextGenerator } from '../src/core/generation/text-generator';
import { wilson } from '../src/core/learning/wilson';
import { builtinTools } from '../src/core/tools/registry';
import { heldOut, tuning, type ArgumentRow } from './argument-rows';
import { publish, type Estimate } from './report';
import { openPageModel } from './page-model';
import { styleNamed } from './style-named';

/**
 * Arguments before any feedback, the tool given: exact calls on requests that say everything, and right questions on
 * requests that lack something. `--rows tuning` (default: the held-out rows, which nothing was chosen on);
 * `--style plain|hermes|llama3|gemma`; `--misses` lists the mistakes; `--results FILE` writes every row with what came of it; `--out FILE`.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: 'held-out' },
    style: { type: 'string', default: 'plain' },
    misses: { type: 'boolean', default: false },
    results: { type: 'string' },
    out: { type: 'string' },
  },
});
const style = styleNamed(values.style);
const rows = values.rows === 'tuning' ? tuning : heldOut;

const model = await openPageModel();
const grammars = await createXgrammarCompiler(loadXgrammar(), model.vocabulary());
const generator = createTextGenerator(model, grammars, Date);
let modelCalls = 0;
const counting: typeof generator = {
  ...generator,
  generateObject: (...args) => {
    modelCalls++;
    return generator.generateObject(...args);
  },
};
const tools = builtinTools();
/** Monday, 23 November 2026, 9:30 in Greenwich: no row depends on it, all are read with it. */
const present = { now: Date.UTC(2026, 10, 23, 9, 30), utcOffset: () => 0 };

interface Result {
  readonly row: ArgumentRow;
  readonly arguments: string;
  readonly missing: readonly string[];
  readonly modelCalls: number;
}

async function fill(row: ArgumentRow): Promise<Result> {
  const tool = tools.find(({ id }) => id === row.tool);
  if (!tool) throw new Error(`no tool ${row.tool}`);
  const before = modelCalls;
  const call = await fillArguments(
    ...([tool, row.request, [], counting, present, undefined, null, style] as const),
  );
  return {
    row,
    arguments: JSON.stringify(call.arguments),
    missing: call.missing,
    modelCalls: modelCalls - before,
  };
}

const results: Result[] = [];
for (const row of rows) results.push(await fill(row));

const complete = results.filter(({ row }) => row.missing.length === 0);
const lacking = results.filter(({ row }) => row.missing.length > 0);
const exact = ({ row, arguments: made, missing }: Result) =>
  missing.length === 0 && made === JSON.stringify(row.arguments);
const asksRight = ({ row, missing }: Result) => missing.join() === row.missing.join();
const isRight = (result: Result) => (result.row.arguments ? exact(result) : asksRight(result));

if (values.misses) {
  for (const result of results.filter((each) => !isRight(each))) {
    const wanted = result.row.arguments ?? { missing: result.row.missing };
    const got = `${result.arguments} ${result.missing.join()}`;
    console.log(
      `${result.row.tool} | ${result.row.request}\n  ${JSON.stringify(wanted)}\n  ${got}`,
    );
  }
}
if (values.results !== undefined) writeFileSync(values.results, JSON.stringify(results, null, 2));
const share = (of: readonly Result[], test: (result: Result) => boolean): Estimate =>
  wilson(of.filter(test).length, of.length);
publish({
  benchmark: `arguments, ${rows.length} ${values.rows} rows, the tool given, no feedback, ${style.name}`,
  arms: {
    'requests that say everything': {
      exactCalls: share(complete, exact),
      asksWrongly: share(complete, ({ missing }) => missing.length > 0),
    },
    'requests that lack something': {
      asks: share(lacking, ({ missing }) => missing.length > 0),
      asksForTheRightThing: share(lacking, asksRight),
    },
    'all requests': {
      needsNoModel: share(results, (result) => result.modelCalls === 0),
    },
  },
});
process.exit(0);
