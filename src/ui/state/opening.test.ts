import { expect, test } from 'vitest';
import { demoState } from '../testing/demo-state';
import { isOpening, loadingModels } from './opening';

test('only a start without anything to show is an opening', () => {
  expect(isOpening(demoState('opening', 0))).toBe(true);
  expect(isOpening(demoState('loading', 0))).toBe(false);
  expect(isOpening(demoState('empty', 0))).toBe(false);
});

test('loading counts the bytes of all models and names those to come', () => {
  expect(loadingModels(demoState('loading', 0))).toEqual({
    names: ['HuggingFaceTB/SmolLM2-135M-Instruct'],
    loaded: 71_300_000,
    total: 124_000_000,
  });
  expect(loadingModels(demoState('rich', 0))).toBeNull();
});

test('one unknown size makes the total unknown', () => {
  const state = demoState('loading', 0);
  const models = state.startup.models.map((model) => ({ ...model, total: 0 }));
  expect(loadingModels({ ...state, startup: { ...state.startup, models } })?.total).toBe(0);
});
