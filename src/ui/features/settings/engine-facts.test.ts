import { expect, test } from 'vitest';
import { demoState } from '../../testing/demo-state';
import { engineFacts } from './engine-facts';
import { diagnostics } from './diagnostics';

const value = (facts: ReturnType<typeof engineFacts>, name: string) =>
  facts.find((fact) => fact.name === name)?.value.replaceAll('\u00a0', ' ');

test('a running engine is described by model, backend and version', () => {
  const facts = engineFacts(demoState('rich', 0));
  expect(value(facts, 'Language model')).toBe('SmolLM2 135M');
  expect(value(facts, 'Computes with')).toBe('WASM, 2 threads');
  expect(value(facts, 'Version')).toBe('v5');
});

test('a model on its way says how far it is', () => {
  const facts = engineFacts(demoState('loading', 0));
  expect(value(facts, 'Language model')).toBe('not loaded');
  expect(value(facts, 'SmolLM2 135M')).toBe('loading, 48 MB of 101 MB');
});

test('diagnostics hold facts and counts but none of the user’s words', () => {
  const state = demoState('rich', 0);
  const text = diagnostics(state, 'Browser 1');
  expect(text).toContain('Browser 1');
  for (const { episode } of state.turns) expect(text).not.toContain(episode.request);
  for (const { text: note } of state.things.notes) expect(text).not.toContain(note);
});
