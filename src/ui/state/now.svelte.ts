/** Relative times are coarse: half a minute late at most. */
const TICK = 30_000;

/** The time, in ms since the epoch, for everything that says "5 min ago". */
export class Now {
  value = $state(Date.now());

  /** Ticks until the returned function is called. */
  start(): () => void {
    const timer = setInterval(() => {
      this.value = Date.now();
    }, TICK);
    return () => clearInterval(timer);
  }
}
