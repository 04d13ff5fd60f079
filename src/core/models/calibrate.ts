import type { Action } from '../agent/actions';
import { askLanguageModel } from '../agent/ask-language-model';
import type { PromptStyle } from '../agent/prompt-styles/prompt-style';
import { decisionPrompt } from '../agent/prompt-styles/score-actions';
import { ApprenticeError } from '../errors/apprentice-error';
import { sha256 } from '../learning/sha256';
import { similaritiesWithout, type ActionExamples } from '../learning/similarity';
import type { Clock } from '../ports/clock';
import type { TextGenerator } from '../ports/text-generator';
import { fitPriorWeights, type CalibrationCase } from './fit-prior-weights';
import type { ModelProfile } from './model-profile';

export interface CalibrationTask {
  readonly modelId: string;
  readonly generator: Pick<TextGenerator, 'scoreChoices'>;
  readonly style: PromptStyle;
  readonly actions: readonly Action[];
  /** The actions' examples as sentence states, in the same order. */
  readonly examples: readonly ActionExamples[];
  readonly clock: Clock;
  /**
   * Resolves when nobody else wants the model; the signal aborts as soon as somebody does. What was being asked then is
   * asked again at the next turn.
   */
  turn(): Promise<AbortSignal>;
}

/** How far a calibration has come: plain data, so that the next visit goes on with it. */
export interface CalibrationProgress {
  /** Seconds that the model was asked for. */
  readonly seconds: number;
  readonly cases: readonly CalibrationCase[];
}

/** Seconds of the model's time that a calibration takes at most. */
export const CALIBRATION_SECONDS = 110;
/** With fewer answers nothing is concluded: one parameter in ten can be told from chance with about this many. */
export const FEWEST = 30;

/**
 * Fits how much a language model counts for in decisions, on the tools' own examples, each left out of the likeness it is
 * decided with. The examples that stand in the prompt are not asked. Actions take turns, so that a model for which the time
 * does not suffice has seen all of them. `onProgress` follows every answer. Throws `cancelled` when `signal` aborts,
 * `calibration-too-few` where there are too few examples or answers, and what the generator throws.
 */
export async function calibrate(
  task: CalibrationTask,
  start: CalibrationProgress,
  onProgress: (progress: CalibrationProgress) => void,
  signal?: AbortSignal,
): Promise<ModelProfile> {
  const order = calibrationOrder(task.actions);
  const cases = [...start.cases];
  let { seconds } = start;
  while (cases.length < order.length && seconds < CALIBRATION_SECONDS) {
    throwIfStopped(signal);
    const turn = await task.turn();
    throwIfStopped(signal);
    const since = task.clock.now();
    const answer = await ask(task, order[cases.length], turn);
    seconds += (task.clock.now() - since) / 1000;
    if (!answer) continue;
    cases.push(answer);
    onProgress({ seconds, cases: [...cases] });
  }
  if (cases.length < FEWEST) throw tooFew(cases.length);
  const { kappa, languageModel, ...shares } = fitPriorWeights(cases);
  return {
    modelId: task.modelId,
    style: task.style.name,
    kappa,
    languageModelWeight: languageModel,
    ...shares,
    examples: cases.length,
    at: task.clock.now(),
  };
}

interface LeftOut {
  readonly action: number;
  readonly example: number;
}

/** Every example but the first of each action, which stands in the prompt; one action after the other, round by round. */
export function calibrationOrder(actions: readonly Pick<Action, 'examples'>[]): LeftOut[] {
  const most = Math.max(0, ...actions.map(({ examples }) => examples.length));
  const rounds = Array.from({ length: most }, (_, example) => example).slice(1);
  return rounds.flatMap((example) =>
    actions.flatMap(({ examples }, action) =>
      example < examples.length ? [{ action, example }] : [],
    ),
  );
}

/** What answers depend on beside the model: those to other questions are of no use. */
export function calibrationKey(
  style: PromptStyle,
  actions: readonly Action[],
  encoderHash: string,
): string {
  const asked = decisionPrompt(style, actions, '');
  const examples = actions.map(({ examples: texts }) => texts);
  return sha256(new TextEncoder().encode(JSON.stringify([encoderHash, asked, examples])));
}

/** What was kept of an earlier visit under this key; nothing where there is none, or it is damaged. */
export function restoreCalibration(value: unknown, key: string): CalibrationProgress {
  const nothing = { seconds: 0, cases: [] };
  if (typeof value !== 'object' || value === null) return nothing;
  const { key: its, seconds, cases } = value as CalibrationProgress & { readonly key?: unknown };
  const sound =
    its === key && typeof seconds === 'number' && Number.isFinite(seconds) && Array.isArray(cases);
  return sound && cases.every(isCase) ? { seconds, cases } : nothing;
}

function isCase(value: unknown): value is CalibrationCase {
  if (typeof value !== 'object' || value === null) return false;
  const { right, languageModel, likeness } = value as CalibrationCase;
  const numbers = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((one) => typeof one === 'number');
  if (!numbers(languageModel) || !numbers(likeness)) return false;
  return languageModel.length === likeness.length && right in languageModel;
}

/** null when the turn ended before there was an answer. */
async function ask(
  { generator, style, actions, examples }: CalibrationTask,
  { action, example }: LeftOut,
  turn: AbortSignal,
): Promise<CalibrationCase | null> {
  const found = similaritiesWithout(examples, action, example);
  const adviser = { generator, style, isAsked: true };
  const request = actions[action].examples[example];
  try {
    const { scores } = await askLanguageModel(adviser, actions, request, found, turn);
    return {
      right: action,
      languageModel: actions.map(({ id }) => scores.get(id) ?? 0),
      likeness: actions.map(({ id }) => found.get(id) ?? 0),
    };
  } catch (error) {
    // Also where the model was ended to make room for another.
    if (turn.aborted) return null;
    throw error;
  }
}

function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new ApprenticeError(
      'cancelled',
      'Measuring the model was stopped. It goes on next time.',
    );
  }
}

function tooFew(count: number): ApprenticeError {
  return new ApprenticeError(
    'calibration-too-few',
    `The model answered ${count} of the tools' examples in the time there is, too few to tell what its word is worth. Decisions go by examples and by what was learned.`,
  );
}
