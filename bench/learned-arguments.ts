import { parseArgs } from 'node:util';
import { startWasm } from '../src/adapters/tfjs/start-wasm';
import { TfjsSlotTrainer } from '../src/adapters/tfjs/tfjs-slot-trainer';
import { TfjsTrainer } from '../src/adapters/tfjs/tfjs-trainer';
import { loadXgrammar } from '../src/adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../src/adapters/xgrammar/xgrammar-compiler';
import { fillArguments } from '../src/core/agent/fill-arguments';
import { createTextGenerator } from '../src/core/generation/text-generator';
import { withBatch, NO_EXPERIENCE } from '../src/core/learning/experience';
import type { Experience } from '../src/core/learning/experience';
import { createLearningService } from '../src/core/learning/local-learning-service';
import { sampleEpisode, sampleSignal } from '../src/core/learning/testing/sample-records';
import { step } from '../src/core/learning/testing/synthetic-user';
import { wilson } from '../src/core/learning/wilson';
import type { TextGenerator } from '../src/core/ports/text-generator';
import { ArgumentLearner } from '../src/core/slots/argument-learner';
import { FakeStore } from '../src/core/testing/fake-store';
import { builtinTools } from '../src/core/tools/registry';
import type { ToolArguments } from '../src/core/tools/tool';
import { heldOut, tuning } from './argument-rows';
import type { ArgumentRow } from './argument-rows';
import { openPageEncoder } from './page-encoder';
import { openPageModel } from './page-model';
import { publish } from './report';

/**
 * Whether what was learned makes the built-in tools' arguments better or worse: the user has praised two of each tool's
 * own examples and the complete calls of the other half of the rows; then these rows are filled untrained, with memory,
 * and with the head that was trained on these 40 calls. `--rows tuning` (default: held-out); `--without-model` finds
 * every choice as likely, and calls that a model would have to write count as wrong; `--out FILE`.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: 'held-out' },
    'without-model': { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const [rows, others] = values.rows === 'tuning' ? [tuning, heldOut] : [heldOut, tuning];
const tools = builtinTools();
/** Monday, 23 November 2026, 9:30 in Greenwich. */
const present = { now: Date.UTC(2026, 10, 23, 9, 30), utcOffset: () => 0 };
let asked = 0;

async function openModel(): Promise<TextGenerator> {
  const model = await openPageModel();
  const grammars = await createXgrammarCompiler(loadXgrammar(), model.vocabulary());
  return createTextGenerator(model, grammars, Date);
}

const noModel = {
  scoreChoices: async (_: unknown, choices: readonly string[]) => choices.map(() => 0),
  generateObject: () => Promise.reject(new Error('There is no model.')),
} as unknown as TextGenerator;

const real = values['without-model'] ? noModel : await openModel();
const generator: TextGenerator = {
  ...real,
  scoreChoices: (...args) => (asked++, real.scoreChoices(...args)),
  generateObject: (...args) => (asked++, real.generateObject(...args)),
};

await startWasm();
const encoder = await openPageEncoder();
const service = createLearningService(
  encoder,
  new TfjsTrainer('wasm'),
  () => Promise.resolve(),
  new TfjsSlotTrainer('wasm'),
);
const store = new FakeStore();
const learner = await ArgumentLearner.open({
  store,
  service,
  tools,
  clock: Date,
  newId: () => String(store.nextSequence()),
});

let experience: Experience = NO_EXPERIENCE;
function praise(tool: string, request: string, args: ToolArguments): void {
  const sequence = store.nextSequence();
  const id = `episode ${sequence}`;
  const steps = [step(tool, { arguments: args })];
  const episode = sampleEpisode(request, { id, sequence, steps });
  const about = { id: `signal ${sequence}`, kind: 'thumbs-up', sequence, action: tool } as const;
  const batch = { episodes: [episode], signals: [sampleSignal(episode, about)] };
  experience = withBatch(experience, batch);
  learner.see(batch, experience);
}

async function isRight(row: ArgumentRow, learned: boolean): Promise<boolean> {
  const tool = tools.find(({ id }) => id === row.tool)!;
  const voice = learned ? await learner.voice(tool, row.request) : null;
  const call = await fillArguments(
    tool,
    row.request,
    [],
    generator,
    present,
    undefined,
    voice,
  ).catch(() => null);
  if (!call) return false;
  const exact = JSON.stringify(call.arguments) === JSON.stringify(row.arguments);
  return call.missing.join() === row.missing.join() && (row.arguments === null || exact);
}

async function arm(learned: boolean) {
  const before = asked;
  const start = performance.now();
  let right = 0;
  for (const row of rows) right += Number(await isRight(row, learned));
  const exactly = (value: number) => ({ mean: value, low: value, high: value });
  return {
    rightCalls: wilson(right, rows.length),
    modelCalls: exactly((asked - before) / rows.length),
    secondsPerCall: exactly((performance.now() - start) / 1000 / rows.length),
  };
}

for (const tool of tools) {
  for (const example of [tool.examples[0]!, tool.examples[3]!]) {
    praise(tool.id, example.request, example.arguments);
  }
}
for (const { tool, request, arguments: args } of others) if (args) praise(tool, request, args);

const untrained = await arm(false);
const memory = await arm(true);
const live = await learner.maybeTrain(
  (work) => work(),
  () => {},
);
const head = await arm(true);
publish({
  benchmark: `learned arguments, ${rows.length} ${values.rows} rows, the tool given${values['without-model'] ? ', no model' : ''}`,
  arms: { untrained, memory, [live ? 'memory and head' : 'memory (no head passed)']: head },
});
process.exit(0);
