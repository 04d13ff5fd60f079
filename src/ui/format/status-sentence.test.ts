import { expect, test } from 'vitest';
import { demoState } from '../testing/demo-state';
import { modelWords, statusParts } from './status-sentence';

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

test('an opened model is called by its title, not by the name of its folder', () => {
  const active = { ...rich.models.active, id: 'opened-3f9a', title: 'my own tune' };
  const engine = { ...rich.engine!, modelId: 'opened-3f9a' };
  const state = { ...rich, engine, models: { ...rich.models, active } };
  expect(statusParts(state)[0]).toBe('my own tune');
});

test('a model that is not loaded is named all the same, with what it is doing', () => {
  const at = (status: 'loading' | 'unloaded') =>
    modelWords({ ...rich, engine: null, models: { ...rich.models, status } });
  expect(at('loading')).toBe('loading SmolLM2 135M');
  expect(at('unloaded')).toBe('SmolLM2 135M, not loaded');
  expect(modelWords(rich)).toBe('SmolLM2 135M');
});
