import fc from 'fast-check';
import { expect, test } from 'vitest';
import { embeddedModel, type ModelEntry, type ModelOrigin } from './model-entry';
import { hostOf, modelHosts } from './model-hosts';
import { restoreEntry } from './restore-entry';

const origins: readonly ModelOrigin[] = [
  { kind: 'embedded' },
  { kind: 'embedded', folder: 'SmolLM2' },
  { kind: 'opened' },
  { kind: 'hub', repository: 'owner/name', revision: 'main', weights: 'onnx/model.onnx' },
  { kind: 'webllm', weights: 'https://a.example/w/', library: 'https://b.example/l.wasm' },
];
const made = (origin: ModelOrigin): ModelEntry => ({
  ...embeddedModel,
  origin,
  features: ['shader-f16'],
  contextLength: 4096,
});

test.each(origins)('an entry of $kind survives being stored', (origin) => {
  const entry = made(origin);
  expect(restoreEntry(JSON.parse(JSON.stringify(entry)))).toEqual(entry);
});

test('what is no entry is none, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(restoreEntry(value)).toBeNull();
    }),
  );
});

test.each([
  [{ id: '../../etc' }],
  [{ id: '..' }],
  [{ id: '' }],
  [{ title: '' }],
  [{ engine: 'llama.cpp' }],
  [{ backend: 'cpu' }],
  [{ origin: { kind: 'hub', repository: 'a/b' } }],
  [{ origin: { kind: 'elsewhere', weights: 'x' } }],
])('%j makes it no entry', (change) =>
  expect(restoreEntry({ ...embeddedModel, ...change })).toBeNull(),
);

test('amounts that make no sense are unknown, and a family of a newer version is another', () => {
  expect(
    restoreEntry({ ...embeddedModel, memoryBytes: -1, downloadBytes: 'many', family: 'newer' }),
  ).toEqual({ ...embeddedModel, memoryBytes: null, downloadBytes: null, family: 'other' });
});

test('the hosts of a model are those of its files, each once; what is made or served here has none', () => {
  expect(origins.map((origin) => modelHosts(made(origin)))).toEqual([
    [],
    [],
    [],
    ['huggingface.co'],
    ['a.example', 'b.example'],
  ]);
  const one = { kind: 'webllm', weights: 'https://A.example/x', library: 'https://a.example/y' };
  expect(modelHosts(made(one as ModelOrigin))).toEqual(['a.example']);
});

test.each([
  ['owner/name', 'huggingface.co'],
  ['https://huggingface.co:443/owner/name', 'huggingface.co'],
  ['https://user@evil.example/huggingface.co', 'evil.example'],
])('the host of %s is %s', (address, host) => expect(hostOf(address)).toBe(host));
