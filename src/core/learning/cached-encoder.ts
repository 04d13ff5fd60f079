import type { Encoder, SentenceState } from '../ports/encoder';

/** Sentences kept, about 15 kB each. A request is asked for twice: to decide, and to fill its arguments. */
const KEPT = 64;

/** The encoder with the states of the last sentences kept: each of them costs one pass, however often it is asked for. */
export function cachedEncoder(encoder: Encoder, kept = KEPT): Encoder {
  const states = new Map<string, SentenceState>();

  function keep(text: string, state: SentenceState): void {
    // A map keeps the order of insertion: the first is the one that was not asked for the longest.
    states.delete(text);
    states.set(text, state);
    const [oldest] = states.keys();
    if (states.size > kept && oldest !== undefined) states.delete(oldest);
  }

  return {
    id: encoder.id,
    hash: encoder.hash,
    dimensions: encoder.dimensions,
    wordDimensions: encoder.wordDimensions,
    async embed(texts) {
      const found = new Map(texts.map((text) => [text, states.get(text)]));
      const missing = [...found].filter(([, state]) => !state).map(([text]) => text);
      const embedded = missing.length > 0 ? await encoder.embed(missing) : [];
      missing.forEach((text, i) => found.set(text, embedded[i]));
      return texts.flatMap((text) => {
        const state = found.get(text);
        if (state) keep(text, state);
        return state ?? [];
      });
    },
    dispose: () => encoder.dispose(),
  };
}
