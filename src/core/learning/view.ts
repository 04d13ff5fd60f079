import type { ActionNames } from './action-description';
import type { DriftAlarm } from './drift-alarm';
import { evidence, evidenceNeeded } from './evidence';
import type { Experience } from './experience';
import { outcomesInOrder } from './experience';
import type { Faculties } from './faculties';
import type { LearningState } from './learning-state';
import type { AlarmView, LearnedSentence, LearningView, TrialPair } from './learning-view';
import type { Knowledge } from './notebook';
import { FIRST_TRAINING } from './parameters';
import { signalSentence } from './sentences';
import { standings } from './standing';
import { successPoints } from './success';
import { pairsOf } from './trial';
import type { Pair } from './trial';

/** What follows from what is known, and not from what runs at the moment. */
type Known = Omit<LearningView, 'training' | 'backend' | 'reembedding' | 'silent'>;

/** Worked out once per change of what is known: a training reports 20 to 60 steps in between. */
const knownViews = new WeakMap<Knowledge, Known>();

/** Learning as the page shows it, but for what runs at the moment. */
export function viewOf(
  knowledge: Knowledge,
  names: ActionNames,
  { info, fits }: Pick<Faculties, 'info' | 'fits'>,
): Omit<LearningView, 'training' | 'reembedding'> {
  const known = knownViews.get(knowledge) ?? knownView(knowledge, names);
  knownViews.set(knowledge, known);
  const silent = known.snapshots.filter((snapshot) => !fits(snapshot)).map(({ id }) => id);
  return { ...known, backend: info?.backend ?? null, silent };
}

function knownView({ mind, experience, pins }: Knowledge, names: ActionNames): Known {
  const { state } = mind;
  const outcomes = outcomesInOrder(experience);
  return {
    state,
    snapshots: [...mind.snapshots.values()].sort((a, b) => b.sequence - a.sequence),
    success: successPoints(outcomes),
    learned: learned(experience, state, names),
    pins,
    evidence: state.trial && {
      value: evidence(state.trial.wins, state.trial.losses),
      needed: evidenceNeeded(state.candidates),
    },
    pairs: state.trial ? pairsOf(state.trial, outcomes).map(trialPair) : [],
    alarms: state.alarms.map((alarm) => alarmView(alarm, experience)).reverse(),
    examples: experience.labels.size,
    examplesNeeded: FIRST_TRAINING,
  };
}

/** What was said and not taken back, newest first. */
function learned(
  experience: Experience,
  state: LearningState,
  { title, isHere }: ActionNames,
): LearnedSentence[] {
  const { signals, episodes } = experience;
  const standing = standings(experience, state, isHere);
  return [...signals.values()]
    .filter(({ revoked, episodeId }) => !revoked && episodes.has(episodeId))
    .sort((a, b) => b.sequence - a.sequence)
    .map((signal) => {
      const request = episodes.get(signal.episodeId)?.request ?? '';
      const sentence = signalSentence(signal, request, title);
      return { signal, request, sentence, standing: standing(signal) };
    });
}

function trialPair({ outcome: { episode, decision, right }, won }: Pair): TrialPair {
  const { id, at, request } = episode;
  const { chosen, shadowChoice } = decision;
  return {
    episodeId: id,
    at,
    request,
    right: right ?? chosen,
    live: chosen,
    candidate: shadowChoice ?? chosen,
    won,
  };
}

/** Alarms are numbered, not dated: feedback sets them off, so the last before them has their time. */
function alarmView(alarm: DriftAlarm, { signals }: Experience): AlarmView {
  let sequence = -1;
  let at: number | null = null;
  for (const signal of signals.values()) {
    if (signal.sequence <= sequence || signal.sequence > alarm.sequence) continue;
    sequence = signal.sequence;
    at = signal.at;
  }
  return { ...alarm, at };
}
