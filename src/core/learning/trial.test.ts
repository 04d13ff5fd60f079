import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_EXPERIENCE, outcomesInOrder, withBatch } from './experience';
import { eventLogs } from './testing/event-log';
import type { EventLog } from './testing/event-log';
import { pairsOf, tally } from './trial';

const SINCE = 50;
const trial = { candidateId: 'c', since: SINCE, events: 0, wins: 0, losses: 0 };
const outcomesOf = (log: EventLog) => outcomesInOrder(withBatch(NO_EXPERIENCE, log));

describe('gate B over any log', () => {
  it('counts a pair only on fresh events where candidate and live version differ and one is right', () => {
    fc.assert(
      fc.property(eventLogs(25), (log) => {
        const outcomes = outcomesOf(log);
        for (const { outcome, won } of pairsOf(trial, outcomes)) {
          const { chosen, shadowChoice } = outcome.decision;
          expect(outcome.episode.sequence).toBeGreaterThan(SINCE);
          expect(chosen).not.toBe(shadowChoice);
          expect(outcome.right).toBe(won ? shadowChoice : chosen);
        }
        const { events, wins, losses } = tally(trial, outcomes);
        expect(wins + losses).toBeLessThanOrEqual(events);
        expect(events).toBeLessThanOrEqual(outcomes.length);
      }),
    );
  });

  it('does not count what happened before the trial began, nor what was taken back', () => {
    fc.assert(
      fc.property(eventLogs(25), (log) => {
        const fresh = log.episodes.filter(({ sequence }) => sequence > SINCE);
        const ids = new Set(fresh.map(({ id }) => id));
        const standing = log.signals.filter((one) => ids.has(one.episodeId) && !one.revoked);
        const alone = outcomesOf({ episodes: fresh, signals: standing });
        expect(tally(trial, alone)).toEqual(tally(trial, outcomesOf(log)));
      }),
    );
  });

  it('is the other way round for a candidate that decides as the live version and the other way round', () => {
    fc.assert(
      fc.property(eventLogs(25), (log) => {
        const decided = log.episodes.filter(({ decision }) => decision?.shadowChoice);
        const swapped = decided.map((episode) => {
          const decision = episode.decision!;
          const { chosen, shadowChoice } = decision;
          return {
            ...episode,
            decision: { ...decision, chosen: shadowChoice!, shadowChoice: chosen },
          };
        });
        // Of a thumb the action is the one taken: only what names the right one means the same for both.
        const named = log.signals.filter(({ kind }) => kind === 'correction');
        const [one, other] = [decided, swapped].map((episodes) =>
          tally(trial, outcomesOf({ episodes, signals: named })),
        );
        expect(other).toEqual({ events: one.events, wins: one.losses, losses: one.wins });
      }),
    );
  });
});
