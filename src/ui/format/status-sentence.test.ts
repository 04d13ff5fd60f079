import { expect, test } from 'vitest';
import { demoState } from '../testing/demo-state';
import { statusParts } from './status-sentence';

const rich = demoState('rich', 0);
const plain = (parts: string[]) => parts.join(' · ').replaceAll('\u00a0', ' ');

test('the status says model, engine, network and version', () => {
  expect(plain(statusParts(rich))).toBe(
    'SmolLM2 135M · WASM, 2 threads · works offline · adapter v5',
  );
});

test('the status never claims to work offline before everything is kept', () => {
  expect(plain(statusParts({ ...rich, offlineReady: false }))).toContain('not ready for offline');
  expect(plain(statusParts({ ...rich, online: false }))).toContain(' offline ·');
});

test('the status of a fresh agent is untrained, without an engine', () => {
  expect(plain(statusParts(demoState('loading', 0)))).toContain('untrained');
});
