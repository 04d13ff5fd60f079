import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { replyAction } from '../src/core/agent/actions';
import { createRandom } from '../src/core/generation/prng';
import { KAPPA } from '../src/core/learning/parameters';
import { wilson } from '../src/core/learning/wilson';
import { quickTrainer } from './learning/quick-trainer';
import { makeStream, readRows } from './learning/stream';
import { actionsOf, openWorld } from './learning/world';
import { openPageEncoder } from './page-encoder';
import { publish, type Estimate } from './report';
import { openAdvisers, type Advice } from './transfer/advisers';
import { runTransfer, type Outcome } from './transfer/run';

/**
 * Learning across language models: learn with one model, act with another, and back, three phases of a public stream.
 *   npm run bench:transfer -- --stream FILE [--switches plain-hermes,…] [--events 60] [--seeds 3] [--first-seed 0]
 *     [--tools 14] [--out FILE.json]
 * Models: see transfer/advisers.ts. Each switch is compared with the untrained agent under the same model on the same
 * requests, and with a user who begins anew at every switch (`forgets`). A run that was stopped goes on where it was.
 */
const { values } = parseArgs({
  options: {
    stream: { type: 'string', default: '../shared/data/clinc150.jsonl' },
    switches: {
      type: 'string',
      default: 'plain-hermes,plain-none,plain-noise,plain-noise-measured,noise-plain',
    },
    events: { type: 'string', default: '60' },
    seeds: { type: 'string', default: '3' },
    'first-seed': { type: 'string', default: '0' },
    tools: { type: 'string', default: '14' },
    out: { type: 'string' },
  },
});
const events = Number(values.events);
const PHASES = 3;

const encoder = await openPageEncoder();
const adviserOf = await openAdvisers();
const rows = readRows(values.stream);
const { basis, stateOf } = await openWorld(encoder, rows, []);

/** Arm -> outcomes of each phase, all seeds together. */
const found = new Map<string, Outcome[][]>();

for (let i = 0; i < Number(values.seeds); i++) {
  const seed = Number(values['first-seed']) + i;
  const shape = { labels: Number(values.tools), events: PHASES * events, examplesPerLabel: 3 };
  const stream = makeStream(rows, shape, createRandom(seed + 1));
  const described = actionsOf(stream).map((action) => ({
    ...action,
    description:
      action.id === replyAction.id ? replyAction.description : action.id.replaceAll('_', ' '),
  }));
  const phases = Array.from({ length: PHASES }, (_, k) =>
    stream.events.slice(k * events, (k + 1) * events),
  );
  for (const pair of values.switches.split(',')) {
    const [first = '', ...second] = pair.split('-');
    const names = [first, second.join('-'), first];
    const said = await Promise.all(names.map((name, k) => listen(name, k)));
    for (const forgets of [false, true]) {
      const input = { actions: described, basis, kappa: KAPPA, trainer: quickTrainer, stateOf };
      const advice = (phase: number, text: string) => said[phase]!.get(text)!;
      const outcomes = await runTransfer({ ...input, phases, advice, forgets });
      const arm = `${names.join(' > ')}${forgets ? ', forgets' : ''}`;
      const before = found.get(arm);
      found.set(
        arm,
        outcomes.map((own, k) => [...(before?.[k] ?? []), ...own]),
      );
      const shares = outcomes.map((own) => share(own, 'right').mean.toFixed(2));
      console.log(`${arm}, seed ${seed}: ${shares.join(' ')}`);
    }
  }

  /** What a model says to the requests of a phase. */
  async function listen(name: string, phase: number): Promise<ReadonlyMap<string, Advice>> {
    const adviser = adviserOf(name);
    const list = new Map<string, Advice>();
    for (const { text } of phases[phase]!) list.set(text, await adviser(text, described));
    return list;
  }
}

function share(outcomes: readonly Outcome[], of: keyof Outcome): Estimate {
  return wilson(outcomes.filter((outcome) => outcome[of]).length, outcomes.length);
}

/** Mean of the paired differences to the untrained agent, with its normal interval. */
function lead(outcomes: readonly Outcome[]): Estimate {
  const differences = outcomes.map((one) => Number(one.right) - Number(one.frozenRight));
  const mean = differences.reduce((sum, x) => sum + x, 0) / differences.length;
  const spread = differences.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const half = 1.96 * Math.sqrt(spread / (differences.length - 1) / differences.length);
  return { mean, low: mean - half, high: mean + half };
}

const phaseNames = ['learning', 'after', 'back'];
publish({
  benchmark: `transfer, ${basename(values.stream, '.jsonl')}, ${values.tools} tools, ${PHASES} phases of ${events} requests, ${values.seeds} seeds`,
  arms: Object.fromEntries(
    [...found].map(([arm, outcomes]) => [
      arm,
      Object.fromEntries(
        outcomes.flatMap((own, k) => [
          [`${phaseNames[k]}`, share(own, 'right')] as const,
          [`${phaseNames[k]}Frozen`, share(own, 'frozenRight')] as const,
          [`${phaseNames[k]}Lead`, lead(own)] as const,
          [`${phaseNames[k]}HeadSpoke`, share(own, 'headSpoke')] as const,
        ]),
      ),
    ]),
  ),
});
process.exit(0);
