import type { Clock } from '../ports/clock';
import type { Store } from '../ports/store';
import type { NewSignal } from './learning';
import type { Signal } from './signal';

interface Numbering {
  readonly store: Pick<Store, 'nextSequence'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** The signals as they are stored: numbered and dated. */
export function numberedSignals(
  signals: readonly NewSignal[],
  { store, clock, newId }: Numbering,
): Signal[] {
  return signals.map((signal) => ({
    ...signal,
    id: newId(),
    sequence: store.nextSequence(),
    at: clock.now(),
    revoked: false,
  }));
}
