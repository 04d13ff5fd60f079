import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Basis } from '../../src/core/learning/basis';
import { buildBasis, restoreBasis, storeBasis } from '../../src/core/learning/basis';
import { sha256 } from '../../src/core/learning/sha256';
import { cacheFolder } from '../embedding-cache';

/** The basis of these requests; fitted once per list and encoder (3 s), then kept in the temporary folder. */
export function cachedBasis(
  requests: readonly string[],
  embeddings: readonly Float32Array[],
  encoderHash: string,
): Basis {
  const key = sha256(new TextEncoder().encode(JSON.stringify([encoderHash, requests])));
  const file = join(cacheFolder(), `${key}.basis.json`);
  const stored: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const known = restoreBasis(stored, encoderHash);
  if (known) return known;
  const basis = buildBasis(requests, embeddings, encoderHash);
  writeFileSync(file, JSON.stringify(storeBasis(basis)));
  return basis;
}
