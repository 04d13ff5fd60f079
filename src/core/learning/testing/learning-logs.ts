import * as fc from 'fast-check';
import type { LearningEvent } from '../learning-event';
import type { GateReport } from '../snapshot';

export const gate = (passed: boolean, significant = false): GateReport => ({
  passed,
  significant,
  checks: [{ name: 'holdout', passed, value: 0, limit: 0, sentence: 'Said so.' }],
  wins: 0,
  losses: 0,
});
export const at = { sequence: 7, expected: 0.1 };

export const trained = (
  id: string,
  parentId: string | null = null,
  report = gate(true),
): LearningEvent => ({
  type: 'candidate-trained',
  candidate: { id, parentId, gate: report },
  sequence: 5,
  labels: 8,
});
export const observed = (wins: number, losses: number, significant = false): LearningEvent => ({
  type: 'pair-observed',
  trial: { events: wins + losses, wins, losses },
  significant,
  monitor: null,
  ...at,
});

/** Without events that make a version anew, or of itself. */
function madeOnce(events: readonly LearningEvent[]): LearningEvent[] {
  const made = new Set<string>();
  return events.filter((event) => {
    if (!('candidate' in event)) return true;
    const { id, parentId } = event.candidate;
    if (made.has(id) || parentId === id) return false;
    made.add(id);
    return true;
  });
}

/** Anything that can happen to learning, in any order, but that a version is made once and of another one. */
export const learningLogs: fc.Arbitrary<LearningEvent[]> = (() => {
  const id = fc.constantFrom('v1', 'v2', 'v3', 'v4', 'v5');
  const signals = fc.uniqueArray(fc.constantFrom('s1', 's2', 's3', 's4'));
  const report = fc.record({ passed: fc.boolean(), significant: fc.boolean() });
  const event: fc.Arbitrary<LearningEvent> = fc.oneof(
    fc
      .record({ id, parent: fc.option(id), report })
      .map(({ id, parent, report: { passed, significant } }) =>
        trained(id, parent, gate(passed, significant)),
      ),
    fc
      .record({ id, parentId: fc.option(id), report })
      .map(({ id, parentId, report: { passed, significant } }): LearningEvent => {
        const candidate = { id, parentId, gate: gate(passed, significant) };
        return { type: 'rebuilt', candidate, labels: 9, ...at };
      }),
    fc
      .tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 }), fc.boolean())
      .map(([wins, losses, significant]) => observed(wins, losses, significant)),
    id.map((id): LearningEvent => ({ type: 'approved', id, ...at })),
    id.map((id): LearningEvent => ({ type: 'discarded', id })),
    fc.option(id).map((to): LearningEvent => ({ type: 'rolled-back', to, ...at })),
    fc
      .record({ to: fc.constant(null), quarantine: signals })
      .map((what): LearningEvent => ({ type: 'alarm', reason: 'it failed', ...what, ...at })),
    fc
      .record({ liveId: fc.constant(null), removed: fc.uniqueArray(id), signals })
      .map((what): LearningEvent => ({ type: 'forgotten', labels: 5, ...what, ...at })),
    fc.constant<LearningEvent>({ type: 'episode-recorded' }),
    fc.record({ id, kept: fc.boolean() }).map((what): LearningEvent => ({ type: 'kept', ...what })),
    fc.boolean().map((paused): LearningEvent => ({ type: 'paused', paused })),
  );
  return fc.array(event, { maxLength: 40 }).map(madeOnce);
})();
