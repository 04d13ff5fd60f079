import type { ArmRun } from './run-arm';
import type { CallScore } from './scoring';
import { slotF1 } from './scoring';

/** Requests at the end; short runs are told by the last 100. */
const LAST = [100, 200];
const POINTS = [50, 200, 500, 1000];
/** Requests before a point that count for it. */
const WINDOW = 100;

/** The metrics of one run, by name. */
export function metricsOf(run: ArmRun): Record<string, number> {
  const { scores } = run;
  const metrics: Record<string, number> = {};
  for (const last of LAST) Object.assign(metrics, quality(scores.slice(-last), `Last${last}`));
  for (const point of POINTS.filter((at) => at <= scores.length)) {
    Object.assign(metrics, quality(scores.slice(Math.max(0, point - WINDOW), point), `At${point}`));
  }
  return {
    ...metrics,
    ...quality(scores, 'Overall'),
    ...faults(scores.slice(-Math.max(...LAST))),
    validCalls: run.valid,
    secondsPerCall: run.secondsPerCall,
    passesPerCall: run.passesPerCall,
    secondsPerUpdate: run.secondsPerUpdate,
    weightDecision: run.decisionWeight,
    weightLanguageModel: run.weights[0]!,
    weightRecall: run.weights[1]!,
    weightSlots: run.weights[2]!,
    weightAny: run.weights[3]!,
  };
}

function quality(scores: readonly CallScore[], when: string): Record<string, number> {
  const share = (holds: (score: CallScore) => boolean) =>
    scores.filter(holds).length / Math.max(1, scores.length);
  return {
    [`toolAccuracy${when}`]: share(({ tool }) => tool),
    [`slotF1${when}`]: slotF1(scores),
    [`exactCalls${when}`]: share(({ exact }) => exact),
  };
}

/** Shares of calls that are not exact, by what is wrong with them first. */
function faults(scores: readonly CallScore[]): Record<string, number> {
  const share = (kind: CallScore['fault']) =>
    scores.filter(({ fault }) => fault === kind).length / Math.max(1, scores.length);
  return {
    wrongToolLast200: share('tool'),
    wrongWordsLast200: share('words'),
    wrongSlotLast200: share('slot'),
    missedValueLast200: share('missed'),
    extraValueLast200: share('extra'),
  };
}
