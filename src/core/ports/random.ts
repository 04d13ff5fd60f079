/** A seeded source of randomness; injected so that decisions and learning can be replayed. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
}
