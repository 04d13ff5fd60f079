import { expect, it } from 'vitest';
import { buildBasis, restoreBasis, storeBasis } from './basis';
import { syntheticState } from './testing/synthetic-encoder';

const requests = Array.from({ length: 700 }, (_, i) => `topic${i % 30} request ${i}`);
const embeddings = requests.map(syntheticState);
const basis = buildBasis(requests, embeddings, 'encoder');

it('keeps 128 anchors and 128 other audit states apart from what the projection is fitted on', () => {
  expect(basis.anchors).toHaveLength(128);
  expect(basis.audit).toHaveLength(128);
  const audited = new Set(basis.audit.map(({ embedding }) => embedding));
  expect(basis.anchors.some((anchor) => audited.has(anchor))).toBe(false);
  const rest = embeddings.filter((e) => !audited.has(e) && !basis.anchors.includes(e));
  expect(rest).toHaveLength(444);
  const refitted = buildBasis(requests, embeddings, 'encoder');
  expect(refitted.projection.hash).toBe(basis.projection.hash);
});

it('is the same after it was stored as JSON', () => {
  const stored: unknown = JSON.parse(JSON.stringify(storeBasis(basis)));
  expect(restoreBasis(stored, 'encoder')).toEqual(basis);
});

it('is not restored for another encoder, nor when a byte of it changed', () => {
  const stored = storeBasis(basis);
  expect(restoreBasis(stored, 'another encoder')).toBeNull();
  const changed = { ...stored, matrix: stored.matrix.replace(/^..../, 'AAAA') };
  expect(restoreBasis(changed, 'encoder')).toBeNull();
  expect(restoreBasis(undefined, 'encoder')).toBeNull();
});
