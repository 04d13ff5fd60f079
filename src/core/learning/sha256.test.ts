import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Sha256, sha256 } from './sha256';

it('gives the hash that Web Crypto gives, for texts around the block size too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()));
      const expected = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
      expect(sha256(bytes)).toBe(expected);
    }),
  );
});

it('gives the same hash for bytes that arrive in any pieces', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 6 });
  fc.assert(
    fc.property(pieces, (arriving) => {
      const hash = new Sha256();
      for (const piece of arriving) hash.update(piece);
      expect(hash.digest()).toBe(sha256(Uint8Array.from(arriving.flatMap((piece) => [...piece]))));
    }),
  );
});
