import * as fc from 'fast-check';
import type { Episode } from '../../memory/episode';
import type { Signal } from '../signal';
import { sampleEpisode, sampleSignal } from './sample-records';

/** A log of decisions and of what was said about them, in order of sequence. */
export interface EventLog {
  readonly episodes: readonly Episode[];
  readonly signals: readonly Signal[];
}

const ACTIONS = ['reply', 'a', 'b'] as const;
const action = fc.constantFrom(...ACTIONS);

const entry = fc.record({
  chosen: action,
  frozen: action,
  shadow: fc.option(action),
  version: fc.option(fc.constantFrom('v1', 'v2')),
  said: fc.array(
    fc.record({
      kind: fc.constantFrom('correction', 'thumbs-up', 'thumbs-down', 'undo', 'abandon'),
      action,
      revoked: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
});

/** Logs of up to `maxLength` decisions, made under no version, v1 or v2, with and without a candidate in trial. */
export const eventLogs = (maxLength: number): fc.Arbitrary<EventLog> =>
  fc.array(entry, { maxLength }).map((entries) => {
    const episodes = entries.map(({ chosen, frozen, shadow, version }, i) => {
      const episode = sampleEpisode(`t${i % 5} r${i}`, { id: `e${i}`, sequence: 10 * i + 1 });
      const decision = {
        ...episode.decision!,
        chosen,
        frozenChoice: frozen,
        shadowChoice: shadow,
        snapshotId: version,
      };
      return { ...episode, decision };
    });
    const signals = entries.flatMap(({ said }, i) =>
      said.map(({ kind, action: right, revoked }, k) =>
        sampleSignal(episodes[i], {
          id: `s${i}-${k}`,
          sequence: 10 * i + 2 + k,
          kind: kind as Signal['kind'],
          action: kind === 'correction' ? right : episodes[i].decision.chosen,
          revoked,
        }),
      ),
    );
    return { episodes, signals };
  });
