import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidence, evidenceNeeded } from './evidence';
import type { LearningEvent } from './learning-event';
import { HURRY_EVENTS, REST_EVENTS } from './parameters';
import { INITIAL_LEARNING, reduceLearning } from './reduce-learning';
import { at, gate, learningLogs, observed, trained } from './testing/learning-logs';

/** State and statuses after all events. */
function after(events: readonly LearningEvent[]) {
  let state = INITIAL_LEARNING;
  const statuses = new Map<string, string>();
  for (const event of events) {
    const reduced = reduceLearning(state, event);
    state = reduced.state;
    for (const { id, status } of reduced.statuses) statuses.set(id, status);
  }
  return { state, statuses };
}

const CHANGING = ['pair-observed', 'approved', 'rebuilt', 'rolled-back', 'alarm', 'forgotten'];

type Step = Parameters<typeof reduceLearning>;

/** Calls `look` with each state, the event, and what came of it. */
function walk(
  events: readonly LearningEvent[],
  look: (state: Step[0], event: Step[1], next: ReturnType<typeof reduceLearning>) => void,
) {
  let state = INITIAL_LEARNING;
  for (const event of events) {
    const next = reduceLearning(state, event);
    look(state, event, next);
    ({ state } = next);
  }
}

describe('reduceLearning', () => {
  it('promotes a candidate at 7 wins to none, not at 6', () => {
    expect(after([trained('v1'), observed(6, 0)]).state.liveId).toBeNull();
    const { state, statuses } = after([trained('v1'), observed(7, 0)]);
    expect(state).toMatchObject({ liveId: 'v1', trial: null });
    expect(state.monitor).toMatchObject({ since: 7, expected: 0.1, wins: 0 });
    expect(statuses.get('v1')).toBe('live');
  });

  it('waits for the user where the change is significant, and does as the user says', () => {
    const waiting = [trained('v1'), observed(20, 0, true)];
    expect(after(waiting).state.liveId).toBeNull();
    expect(after([...waiting, { type: 'approved', id: 'v1', ...at }]).state.liveId).toBe('v1');
    expect(after([...waiting, { type: 'discarded', id: 'v1' }]).state.trial).toBeNull();
    expect(after([...waiting, { type: 'approved', id: 'other', ...at }]).state.liveId).toBeNull();
  });

  it('discards a candidate that does worse, or shows nothing in 150 events', () => {
    expect(after([trained('v1'), observed(0, 4)]).statuses.get('v1')).toBe('discarded');
    expect(after([trained('v1'), observed(75, 75)]).statuses.get('v1')).toBe('discarded');
    expect(after([trained('v1'), observed(0, 3)]).state.trial).not.toBeNull();
  });

  it('does not try a candidate that failed gate A, or was trained for another live version', () => {
    const failed = after([trained('v1', null, gate(false))]);
    expect(failed.state).toMatchObject({ trial: null, candidates: 0, trainedAt: 8 });
    expect(failed.statuses.get('v1')).toBe('discarded');
    expect(after([trained('v1', 'gone')]).statuses.get('v1')).toBe('discarded');
  });

  it('keeps the score of a trial when a better informed candidate takes over', () => {
    const { state, statuses } = after([trained('v1'), observed(3, 0), trained('v2')]);
    expect(state.trial).toMatchObject({ candidateId: 'v2', wins: 3 });
    expect(state.candidates).toBe(1);
    expect(statuses.get('v1')).toBe('discarded');
  });

  it('drops the trial when the user goes back to another version', () => {
    const events = [trained('v1'), observed(7, 0), trained('v2', 'v1')];
    const { state, statuses } = after([...events, { type: 'rolled-back', to: null, ...at }]);
    expect(state).toMatchObject({ liveId: null, trial: null });
    expect(statuses.get('v1')).toBe('rolled-back');
    expect(statuses.get('v2')).toBe('discarded');
  });

  it('rests for 20 events after an alarm and learns nothing in them', () => {
    const alarm: LearningEvent = {
      type: 'alarm',
      to: null,
      reason: 'it failed',
      quarantine: ['s1'],
      ...at,
    };
    const alarmed = [trained('v1'), observed(7, 0), alarm];
    const { state } = after([...alarmed, trained('v2')]);
    expect(state).toMatchObject({ liveId: null, trial: null, quarantined: ['s1'] });
    expect(state.monitor).toMatchObject({ rest: 20, hurry: 100 });
    const rested = new Array<LearningEvent>(20).fill({ type: 'episode-recorded' });
    expect(after([...alarmed, ...rested, trained('v2')]).state.trial).not.toBeNull();
  });

  it('puts a rebuilt version live at once, but for a significant one', () => {
    const rebuilt = (significant: boolean): LearningEvent => ({
      type: 'rebuilt',
      candidate: { id: 'v2', parentId: null, gate: gate(true, significant) },
      labels: 9,
      ...at,
    });
    expect(after([rebuilt(false)]).state.liveId).toBe('v2');
    expect(after([rebuilt(true)]).state).toMatchObject({
      liveId: null,
      trial: { candidateId: 'v2' },
    });
  });

  it('changes the live version only by evidence, approval, rebuilding, roll back, alarm or forgetting', () => {
    fc.assert(
      fc.property(learningLogs, (events) => {
        walk(events, (state, event, next) => {
          if (next.state.liveId !== state.liveId) {
            expect(CHANGING).toContain(event.type);
            if (event.type === 'pair-observed') {
              const { wins, losses } = event.trial ?? { wins: 0, losses: 0 };
              expect(evidence(wins, losses)).toBeGreaterThanOrEqual(
                evidenceNeeded(state.candidates),
              );
              expect(event.significant).toBe(false);
              expect(next.state.liveId).toBe(state.trial?.candidateId);
            }
            if (event.type === 'approved') {
              expect(next.state.liveId).toBe(state.trial?.candidateId);
            }
            if (event.type === 'rebuilt') {
              expect(event.candidate.gate).toMatchObject({ passed: true, significant: false });
              expect(event.candidate.parentId).toBe(state.liveId);
            }
            const live = next.statuses.filter(({ status }) => status === 'live');
            expect(live.map(({ id }) => id)).toEqual(
              next.state.liveId === null ? [] : [next.state.liveId],
            );
            expect(next.state.trial).toBeNull();
            expect(next.state.monitor).toMatchObject({ cusum: 0, wins: 0, losses: 0, undone: [] });
          }
        });
      }),
    );
  });

  it('never gives wins back to later candidates: the k-th trial is paid for once it began', () => {
    fc.assert(
      fc.property(learningLogs, (events) => {
        walk(events, (state, _, next) => {
          const begun = next.state.candidates - state.candidates;
          expect(begun).toBe(Number(state.trial === null && next.state.trial !== null));
          if (begun) expect(next.state.trial).toMatchObject({ events: 0, wins: 0, losses: 0 });
        });
      }),
    );
  });

  it('sets feedback aside by alarm only, and gives it back only where it is forgotten', () => {
    fc.assert(
      fc.property(learningLogs, (events) => {
        walk(events, (state, event, next) => {
          const [before, after] = [state.quarantined, next.state.quarantined];
          const added = after.filter((id) => !before.includes(id));
          const gone = before.filter((id) => !after.includes(id));
          if (added.length > 0) expect(event.type).toBe('alarm');
          if (gone.length > 0) expect(event.type).toBe('forgotten');
          expect(new Set(after).size).toBe(after.length);
        });
      }),
    );
  });

  it('after an alarm tries nothing until 20 episodes have passed, and hurries for 100', () => {
    fc.assert(
      fc.property(learningLogs, (events) => {
        let [rest, hurry] = [0, 0];
        walk(events, (state, event, next) => {
          if (event.type === 'alarm') [rest, hurry] = [REST_EVENTS, HURRY_EVENTS];
          if (event.type === 'episode-recorded') {
            [rest, hurry] = [Math.max(0, rest - 1), Math.max(0, hurry - 1)];
          }
          expect(next.state.monitor).toMatchObject({ rest, hurry });
          if (rest > 0 && state.trial === null) expect(next.state.trial).toBeNull();
        });
      }),
    );
  });

  it('gives every change of a status its sentence', () => {
    fc.assert(
      fc.property(learningLogs, (events) => {
        walk(events, (_, __, { statuses }) => {
          for (const { reason } of statuses) expect(reason).toMatch(/^[A-Z].*\.$/);
          const ids = statuses.map(({ id }) => id);
          expect(new Set(ids).size).toBe(ids.length);
        });
      }),
    );
  });

  it('remembers what rang, where it went back to and how much it set aside, and only the last 20', () => {
    const alarm: LearningEvent = {
      type: 'alarm',
      to: null,
      reason: 'it was undone',
      quarantine: ['s1', 's2'],
      ...at,
    };
    const { state } = after([trained('v1'), { type: 'approved', id: 'v1', ...at }, alarm]);
    expect(state.alarms).toEqual([
      { sequence: 7, snapshotId: 'v1', to: null, reason: 'it was undone', quarantined: 2 },
    ]);
    const many = Array.from({ length: 25 }, (_, i) => ({ ...alarm, sequence: i }));
    expect(after(many).state.alarms.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 5),
    );
  });

  it('keeps a version once however often it is asked to, until it is asked not to or it is forgotten', () => {
    const keep = (id: string, kept: boolean): LearningEvent => ({ type: 'kept', id, kept });
    expect(after([keep('a', true), keep('b', true), keep('a', true)]).state.kept).toEqual([
      'b',
      'a',
    ]);
    expect(after([keep('a', true), keep('a', false)]).state.kept).toEqual([]);
    const forgotten: LearningEvent = {
      type: 'forgotten',
      liveId: null,
      removed: ['a'],
      signals: [],
      labels: 0,
      ...at,
    };
    expect(after([keep('a', true), forgotten]).state.kept).toEqual([]);
  });
});
