import { expect, it } from 'vitest';
import { restoreEntry } from '../../core/models/restore-entry';
import { embeddedModel } from '../../core/models/model-entry';
import { onnxModels } from './catalogue';

it('every entry has an id of its own, and comes back from storage as it was', () => {
  const ids = [embeddedModel, ...onnxModels].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const entry of onnxModels) expect(restoreEntry(structuredClone(entry))).toEqual(entry);
});

it('weights that compute in 16 bits ask for a card that can', () => {
  for (const { origin, features } of onnxModels)
    if (origin.kind === 'hub')
      expect(features.includes('shader-f16')).toBe(origin.weights.includes('f16'));
});

it('claims no size that was not read from a list', () => {
  for (const { origin, downloadBytes } of onnxModels)
    if (origin.kind === 'hub') expect(downloadBytes).toBeNull();
});
