import type { ArmRun } from './run-arm';
import type { CallScore } from './scoring';
import { slotF1 } from './scoring';

const LAST = 200;
const POINTS = [50, 200, 500, 1000];
/** Requests before a point that count for it. */
const WINDOW = 100;

/** The metrics of one run, by name. */
export function metricsOf(run: ArmRun): Record<string, number> {
  const { scores } = run;
  const metrics: Record<string, number> = { ...quality(scores.slice(-LAST), `Last${LAST}`) };
  for (const point of POINTS.filter((at) => at <= scores.length)) {
    Object.assign(metrics, quality(scores.slice(Math.max(0, point - WINDOW), point), `At${point}`));
  }
  return {
    ...metrics,
    ...quality(scores, 'Overall'),
    validCalls: run.valid,
    secondsPerCall: run.secondsPerCall,
    passesPerCall: run.passesPerCall,
    secondsPerUpdate: run.secondsPerUpdate,
    weightLanguageModel: run.weights[0]!,
    weightRecall: run.weights[1]!,
    weightSlots: run.weights[2]!,
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
