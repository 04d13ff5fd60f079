import { expect, test } from 'vitest';
import { composeCatalogue, groupByFamily, searchModels } from './catalogue';
import type { DeviceFacts } from './device-facts';
import { embeddedModel, type ModelEntry } from './model-entry';
import { recommendModel } from './recommend';

const entry = (title: string, change: Partial<ModelEntry> = {}): ModelEntry => ({
  ...embeddedModel,
  id: title.replaceAll(' ', '-'),
  title,
  family: 'qwen',
  engine: 'webllm',
  backend: 'webgpu',
  memoryBytes: 1e9,
  ...change,
});
const ids = (entries: readonly ModelEntry[]) => entries.map(({ id }) => id);
const device: DeviceFacts = {
  gpu: { maxBufferSize: 4e9, maxStorageBufferBindingSize: 4e9, features: [], fallback: false },
  memoryBytes: 8 * 2 ** 30,
  cores: 8,
};

test('the catalogue begins with the embedded model and has every id once, as first named', () => {
  const mine = entry('Qwen3 1.7B', { memoryBytes: 5 });
  const composed = composeCatalogue([mine], [entry('Qwen3 1.7B'), entry('Llama 1B')]);
  expect(ids(composed)).toEqual([embeddedModel.id, 'Qwen3-1.7B', 'Llama-1B']);
  expect(composed[1]).toBe(mine);
});

test('families come in the page’s order, the lightest model first, unknown weights last', () => {
  const groups = groupByFamily([
    entry('Strange', { family: 'other' }),
    entry('Unknown', { memoryBytes: null, downloadBytes: null }),
    entry('Big', { memoryBytes: 9 }),
    entry('Small', { memoryBytes: 3 }),
    embeddedModel,
  ]);
  expect(groups.map(({ title, entries }) => [title, ids(entries)])).toEqual([
    ['SmolLM', [embeddedModel.id]],
    ['Qwen', ['Small', 'Big', 'Unknown']],
    ['Others', ['Strange']],
  ]);
});

test('a search finds every word in name, family or id, whatever their order and case', () => {
  const all = [embeddedModel, entry('Qwen3 1.7B'), entry('DeepSeek 7B')];
  expect(ids(searchModels(all, '1.7b QWEN'))).toEqual(['Qwen3-1.7B']);
  expect(ids(searchModels(all, 'qwen'))).toEqual(['Qwen3-1.7B', 'DeepSeek-7B']);
  expect(searchModels(all, ' ')).toEqual(all);
  expect(searchModels(all, 'nothing')).toEqual([]);
});

test('a card gets the best model that surely fits; coding and maths models are not for talking', () => {
  const all = [
    entry('Qwen3 0.6B'),
    entry('Qwen3 1.7B', { memoryBytes: 2e9 }),
    entry('Qwen3 1.7B light', { memoryBytes: 1.9e9 }),
    entry('Qwen2.5 1.5B Coder'),
    entry('Qwen3 4B', { features: ['shader-f16'] }),
  ];
  expect(recommendModel(all, device).id).toBe('Qwen3-1.7B-light');
  expect(recommendModel([entry('Qwen2.5 1.5B Coder')], device)).toBe(embeddedModel);
});

test('a larger one is recommended only where the browser reports the memory for it', () => {
  const all = [entry('Qwen3 4B'), entry('Qwen3 0.6B')];
  expect(recommendModel(all, device).id).toBe('Qwen3-4B');
  expect(recommendModel(all, { ...device, memoryBytes: null }).id).toBe('Qwen3-0.6B');
});

test('without a card that computes fast the embedded model is the recommended one', () => {
  const all = [entry('Qwen3 0.6B')];
  expect(recommendModel(all, { ...device, gpu: null })).toBe(embeddedModel);
  expect(recommendModel(all, { ...device, gpu: { ...device.gpu!, fallback: true } })).toBe(
    embeddedModel,
  );
});
