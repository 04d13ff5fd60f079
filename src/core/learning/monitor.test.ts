import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_EXPERIENCE, outcomesInOrder, withBatch } from './experience';
import {
  alarmOf,
  cusumStep,
  expectedFailures,
  freshMonitor,
  readHeads,
  readMonitor,
} from './monitor';
import { eventLogs } from './testing/event-log';
import type { EventLog } from './testing/event-log';
import { sampleDecision, sampleEpisode, sampleSignal } from './testing/sample-records';
import { sampleSnapshot } from './testing/sample-snapshot';

const healthy = { finite: true, brokenPins: 0, divergence: 0, alone: { wins: 0, losses: 0 } };
const calm = { cusum: 0, wins: 0, losses: 0, undone: [] };

describe('the monitor', () => {
  it('stays calm while failures are as frequent as expected', () => {
    let sum = 0;
    for (let i = 0; i < 400; i++) sum = cusumStep(sum, i % 5 === 0, 0.2);
    expect(sum).toBeLessThan(5);
  });

  it('rings within 25 events when failures rise from 20 % to 60 %', () => {
    let sum = 0;
    let events = 0;
    while (sum < 5 && events < 100) sum = cusumStep(sum, events++ % 5 < 3, 0.2);
    expect(events).toBeLessThanOrEqual(25);
  });

  it('goes back to the version before where that would have been right more often', () => {
    expect(alarmOf({ ...calm, losses: 5 }, healthy)).toMatchObject({ world: false });
    expect(alarmOf({ ...calm, losses: 4 }, healthy)).toBeNull();
  });

  it('goes back where memory alone hides that the version before would have been right more often', () => {
    const alone = (wins: number, losses: number) => ({ ...healthy, alone: { wins, losses } });
    expect(alarmOf(calm, alone(0, 5))).toMatchObject({
      world: false,
      reason: 'where memory is silent the version before it would have been right more often',
    });
    expect(alarmOf(calm, alone(0, 4))).toBeNull();
    expect(alarmOf(calm, alone(2, 5))).toBeNull();
  });

  it('goes back when 3 of the last 10 decisions it changed were undone', () => {
    const undone = [true, false, true, true];
    expect(alarmOf({ ...calm, undone }, healthy)?.reason).toBe(
      '3 of the last 4 decisions it changed were undone',
    );
    expect(alarmOf({ ...calm, undone: undone.slice(1) }, healthy)).toBeNull();
  });

  it('blames the world where the version before fails as often', () => {
    expect(alarmOf({ ...calm, cusum: 5 }, healthy)?.world).toBe(true);
    expect(alarmOf({ ...calm, cusum: 5, losses: 2, wins: 1 }, healthy)?.world).toBe(false);
  });

  it('stays where requests became harder but the version before would have done worse', () => {
    expect(alarmOf({ ...calm, cusum: 50, losses: 1, wins: 2 }, healthy)).toBeNull();
  });

  it('rings for damaged weights, a broken pin and drift on unrelated requests', () => {
    expect(alarmOf(calm, healthy)).toBeNull();
    expect(alarmOf(calm, { ...healthy, finite: false })).not.toBeNull();
    expect(alarmOf(calm, { ...healthy, brokenPins: 1 })).not.toBeNull();
    expect(alarmOf(calm, { ...healthy, divergence: 0.11 })).not.toBeNull();
    expect(alarmOf(calm, { ...healthy, divergence: 0.09 })).toBeNull();
  });

  it('expects failures within what it can tell apart', () => {
    expect(expectedFailures([])).toBeCloseTo(0.225, 9);
  });
});

describe('the monitor over any log', () => {
  const live = sampleSnapshot('v1');
  const outcomesOf = (log: EventLog) => outcomesInOrder(withBatch(NO_EXPERIENCE, log));
  const read = (log: EventLog, since = 50) =>
    readMonitor(
      freshMonitor(since, 0.2),
      live,
      null,
      () => new Float32Array(live.head.dimensions),
      outcomesOf(log),
    );

  it('reads the decisions of the live version since it went live, and no others', () => {
    fc.assert(
      fc.property(eventLogs(25), (log) => {
        const its = log.episodes.filter(
          ({ sequence, decision }) => sequence > 50 && decision?.snapshotId === 'v1',
        );
        expect(read(log)).toEqual(read({ ...log, episodes: its }, 0));
      }),
    );
  });

  it('counts no pair twice and none that says nothing, and keeps at most 10 undone decisions', () => {
    fc.assert(
      fc.property(eventLogs(40), (log) => {
        const { wins, losses, undone, cusum } = read(log, 0);
        const known = outcomesOf(log).filter(({ right }) => right !== null);
        expect(wins + losses).toBeLessThanOrEqual(known.length);
        expect(undone.length).toBeLessThanOrEqual(10);
        expect(cusum).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('never rings while nothing failed, and never stops ringing because more failed', () => {
    const counts = fc.record({
      cusum: fc.double({ min: 0, max: 20, noNaN: true }),
      wins: fc.nat({ max: 20 }),
      losses: fc.nat({ max: 20 }),
      undone: fc.array(fc.boolean(), { maxLength: 10 }),
    });
    fc.assert(
      fc.property(counts, (reading) => {
        const { wins, losses, undone } = reading;
        expect(
          alarmOf({ cusum: 0, wins, losses: 0, undone: undone.map(() => false) }, healthy),
        ).toBe(null);
        if (alarmOf(reading, healthy) === null) return;
        expect(alarmOf({ ...reading, losses: losses + 1 }, healthy)).not.toBeNull();
        expect(alarmOf({ ...reading, cusum: reading.cusum + 1 }, healthy)).not.toBeNull();
      }),
    );
  });

  it('sees a head that memory puts right: the decision is right, the head alone is not', () => {
    // The untrained agent is right with `reply`; the head wants `b` by 6 nat, memory `reply` by as much as given.
    const decided = (id: string, sequence: number, remembered: number) => {
      const decision = sampleDecision({ reply: 2, a: 1, b: 0 });
      const candidates = decision.candidates.map((one) => {
        const adapter = one.action === 'b' ? 6 : 0;
        const memory = one.action === 'reply' ? remembered : 0;
        return { ...one, adapter, memory, total: one.total + adapter + memory };
      });
      const chosen = remembered > 4 ? 'reply' : 'b';
      const episode = sampleEpisode(`t ${id}`, { id, sequence });
      return { ...episode, decision: { ...decision, candidates, chosen, snapshotId: 'v1' } };
    };
    const episodes = [decided('rescued', 10, 9), decided('silent', 20, 0)];
    const signals = episodes.map((episode) =>
      sampleSignal(episode, { id: `s${episode.id}`, action: 'reply' }),
    );
    const watched = [
      freshMonitor(0, 0.2),
      live,
      null,
      () => new Float32Array(live.head.dimensions),
      outcomesOf({ episodes, signals }),
    ] as const;
    expect(readMonitor(...watched)).toMatchObject({ wins: 0, losses: 1 });
    expect(readHeads(...watched)).toEqual({ wins: 0, losses: 2 });
  });
});
