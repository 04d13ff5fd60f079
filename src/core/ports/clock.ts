/** Time as the core sees it; injected so that decisions and learning can be replayed. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}
