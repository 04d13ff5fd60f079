import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planPasses } from './plan-passes';

it('passes take every token once, no more than fit, and their rows are the last ones', () => {
  const sizes = fc.record({
    tokens: fc.integer({ min: 1, max: 300 }),
    rows: fc.integer({ min: 1, max: 300 }),
    chunk: fc.integer({ min: 1, max: 64 }),
  });
  fc.assert(
    fc.property(sizes, ({ tokens, rows: wanted, chunk }) => {
      const rows = Math.min(wanted, tokens);
      const plan = planPasses(tokens, rows, chunk);
      let done = 0;
      for (const pass of plan) {
        expect(pass.tokens).toBeGreaterThan(0);
        expect(pass.tokens).toBeLessThanOrEqual(chunk);
        done += pass.tokens;
        // The rows of this pass are those of its tokens that are among the last.
        const last = Math.max(0, Math.min(pass.tokens, done - (tokens - rows)));
        expect(pass.rows).toBe(last);
        expect(pass.rows).toBeLessThanOrEqual(32);
      }
      expect(done).toBe(tokens);
    }),
  );
});
