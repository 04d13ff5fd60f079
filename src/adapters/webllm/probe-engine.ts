import type { LogitEngine } from './logit-engine';

/** Largest difference of two ways to the same logits, as a part of their span: 16-bit weights come to .005. */
const tolerance = 0.02;

export interface Probed {
  /** Rows that are read together, and after going back, are the rows of one token each. */
  readonly isRight: boolean;
  /** Where the engine keeps caches at all: they come back as they were. */
  readonly keepsRightly: boolean;
}

/**
 * Tries an engine on a text that fills more than a page of its cache (16 tokens), and leaves it empty. Costs a pass
 * over the text and two of one token.
 */
export async function probeEngine(engine: LogitEngine, tokens: readonly number[]): Promise<Probed> {
  const before = tokens.length - 1;
  const last = tokens.slice(before);
  const both = await engine.append(tokens, 2);
  const expected = both.subarray(engine.vocabularySize);
  const appended = engine.length === tokens.length;

  await engine.truncate(before);
  await engine.keep('probe');
  const isRight = appended && isSame(expected, await engine.append(last, 1));
  await engine.truncate(1);
  let keepsRightly = true;
  if (isRight && (await engine.restore('probe'))) {
    keepsRightly = engine.length === before && isSame(expected, await engine.append(last, 1));
  }
  engine.forget('probe');
  await engine.truncate(0);
  return { isRight: isRight && engine.length === 0, keepsRightly };
}

function isSame(expected: Float32Array, row: Float32Array): boolean {
  let [lowest, highest, difference] = [Infinity, -Infinity, 0];
  for (let i = 0; i < expected.length; i++) {
    lowest = Math.min(lowest, expected[i]!);
    highest = Math.max(highest, expected[i]!);
    difference = Math.max(difference, Math.abs(expected[i]! - row[i]!));
    if (Number.isNaN(difference)) return false;
  }
  return highest > lowest && difference <= tolerance * (highest - lowest);
}
