import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allowedTokens, applyMask } from './mask';

const tokens = fc.uniqueArray(fc.integer({ min: 0, max: 99 }));

function maskOf(allowed: readonly number[]): Int32Array {
  const mask = new Int32Array(4);
  for (const token of allowed) mask[token >> 5]! |= 1 << (token & 31);
  return mask;
}

it('leaves exactly the allowed logits finite', () => {
  fc.assert(
    fc.property(tokens, (allowed) => {
      const logits = new Float32Array(100).fill(1);
      applyMask(logits, maskOf(allowed));
      const finite = [...logits.keys()].filter((token) => logits[token] === 1);
      expect(finite).toEqual([...allowed].sort((a, b) => a - b));
    }),
  );
});

it('lists exactly the allowed tokens, bit 31 of a word included', () => {
  fc.assert(
    fc.property(tokens, (allowed) => {
      expect([...allowedTokens(maskOf(allowed))]).toEqual([...allowed].sort((a, b) => a - b));
    }),
  );
  expect([...allowedTokens(maskOf([31, 63]))]).toEqual([31, 63]);
});
