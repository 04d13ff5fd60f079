import type { Basis } from '../../src/core/learning/basis';
import type { PolicyDecision } from '../../src/core/learning/policy';
import type { ActionExamples } from '../../src/core/learning/similarity';
import type { SentenceState } from '../../src/core/ports/encoder';
import type { SlotTrainer } from '../../src/core/ports/slot-trainer';
import type { Trainer } from '../../src/core/ports/trainer';
import type { SlotTool } from '../../src/core/slots/slot';
import type { KnownCall, SlotRequest } from '../../src/core/slots/slot-call';
import { knownCall, slotRequest } from '../../src/core/slots/slot-call';
import { ArgumentPupil } from './argument-pupil';
import type { Arm } from './arms';
import type { CallRow, CallStream } from './call-stream';
import { isValidCall } from './call-tools';
import type { CallModel } from './call-model';
import type { CallScore } from './scoring';
import { scoreCall } from './scoring';
import { decisionWeight } from './decision-weight';
import { ToolChooser } from './tool-chooser';

export interface ArmInput {
  readonly stream: CallStream;
  readonly tools: ReadonlyMap<string, SlotTool>;
  readonly stateOf: (text: string) => SentenceState;
  readonly basis: Basis;
  readonly kappa: number;
  readonly trainer: Trainer;
  readonly slotTrainer: SlotTrainer;
  /** Null where no arm needs one. */
  readonly model: CallModel | null;
  /** Decisions without a language model by what they were made with; arms of one stream share them. */
  readonly decided: Map<string, readonly TimedDecision[]>;
}

export interface TimedDecision {
  readonly decision: PolicyDecision;
  readonly seconds: number;
}

export interface ArmRun {
  readonly scores: readonly CallScore[];
  readonly valid: number;
  readonly secondsPerCall: number;
  readonly passesPerCall: number;
  readonly secondsPerUpdate: number;
  /** Of the language model's word on the tool. */
  readonly decisionWeight: number;
  /** Of the language model, recall, the slot head and every value, at the end. */
  readonly weights: readonly number[];
}

/** One arm through one stream: each request is answered and scored, then the user says what was right. */
export async function runArm(arm: Arm, input: ArmInput): Promise<ArmRun> {
  const { stream, tools } = input;
  const model = arm.languageModel ? input.model : null;
  const weight = model ? await decisionWeight(model, stream, exampleStates(input), input.kappa) : 0;
  const examples = stream.tools.flatMap((label) =>
    stream.examples.get(label)!.flatMap((row) => known(row, input)?.call ?? []),
  );
  const decided = await decisions(arm, input);
  const pupil = new ArgumentPupil({
    tools: [...tools.values()],
    examples,
    recalls: arm.recall,
    trainer: arm.slots ? input.slotTrainer : null,
    learns: arm.recall || arm.slots,
    gated: arm.gated ?? false,
    languageTerm: model && ((...asked) => model.term(...asked)),
  });
  const scores: CallScore[] = [];
  let valid = 0;
  let seconds = 0;
  const before = { passes: model?.passes ?? 0, saved: model?.saved ?? 0 };
  for (const [i, row] of stream.events.entries()) {
    const even = decided[i]!;
    const { request, call } = known(row, input);
    const start = performance.now();
    const chosen = model
      ? await model.decide(row.text, even.decision, stream, weight)
      : even.decision.chosen;
    const tool = tools.get(chosen)!;
    const filled = await pupil.fill(tool, request);
    seconds += even.seconds + (performance.now() - start) / 1000;
    scores.push(scoreCall(chosen === row.label, filled, row.arguments));
    valid += Number(isValidCall(tool, row.text, filled));
    await pupil.tell(call);
  }
  const count = stream.events.length;
  return {
    scores,
    valid: valid / count,
    secondsPerCall: (seconds + (model?.saved ?? 0) - before.saved) / count,
    passesPerCall: ((model?.passes ?? 0) - before.passes) / count,
    secondsPerUpdate: mean(pupil.updates),
    decisionWeight: weight,
    weights: pupil.weights,
  };
}

/**
 * The stream's decisions without a language model, which is added to them afterwards: what is learned is then the
 * same with and without one, and arms that decide alike share it.
 */
async function decisions(arm: Arm, input: ArmInput): Promise<readonly TimedDecision[]> {
  const key = `${arm.memory} ${arm.adapter} ${arm.growing}`;
  const shared = input.decided.get(key);
  if (shared) return shared;
  const { stream, stateOf } = input;
  const chooser = new ToolChooser({
    ...input,
    memory: arm.memory,
    adapter: arm.adapter,
    growing: arm.growing,
    actionExamples: exampleStates(input),
  });
  const made: TimedDecision[] = [];
  for (const { text, label } of stream.events) {
    const { pooled } = stateOf(text);
    const start = performance.now();
    const decision = chooser.choose(pooled);
    made.push({ decision, seconds: (performance.now() - start) / 1000 });
    await chooser.tell(text, pooled, decision, label);
  }
  input.decided.set(key, made);
  return made;
}

function exampleStates({ stream, stateOf }: ArmInput): ActionExamples[] {
  return stream.tools.map((action) => ({
    action,
    embeddings: stream.examples.get(action)!.map(({ text }) => stateOf(text).pooled),
  }));
}

function known(
  row: CallRow,
  { tools, stateOf }: ArmInput,
): { readonly request: SlotRequest; readonly call: KnownCall | null } {
  const request = slotRequest(row.text, stateOf(row.text));
  const call = {
    id: row.text,
    tool: row.label,
    request: row.text,
    values: row.arguments,
    weight: 1,
  };
  return { request, call: knownCall(call, tools.get(row.label)!, request) };
}

const mean = (list: readonly number[]) =>
  list.length === 0 ? 0 : list.reduce((sum, x) => sum + x, 0) / list.length;
