import type { ModelEntry, ModelFamily, ModelOrigin } from './model-entry';

const families: readonly ModelFamily[] = [
  'smollm',
  'qwen',
  'llama',
  'gemma',
  'hermes',
  'mistral',
  'phi',
  'other',
];

type Fields = Readonly<Record<string, unknown>>;

/** An entry as it was stored, by this version or another; null for what is none. Unknown fields are left out. */
export function restoreEntry(stored: unknown): ModelEntry | null {
  if (!isFields(stored)) return null;
  const { id, title, family, engine, backend } = stored;
  const origin = restoreOrigin(stored.origin);
  if (typeof id !== 'string' || !/^(?!\.+$)[\w.-]{1,200}$/.test(id)) return null;
  if (typeof title !== 'string' || title === '' || origin === null) return null;
  if (engine !== 'transformers' && engine !== 'webllm') return null;
  if (backend !== 'wasm' && backend !== 'webgpu') return null;
  const features = Array.isArray(stored.features) ? stored.features : [];
  return {
    id,
    title,
    family: families.find((known) => known === family) ?? 'other',
    engine,
    backend,
    origin,
    downloadBytes: amount(stored.downloadBytes),
    memoryBytes: amount(stored.memoryBytes),
    features: features.filter((feature) => typeof feature === 'string'),
    contextLength: amount(stored.contextLength),
  };
}

function restoreOrigin(stored: unknown): ModelOrigin | null {
  if (!isFields(stored)) return null;
  const { kind, folder, repository, revision, weights, library } = stored;
  if (kind === 'embedded' && typeof folder === 'string' && /^(?!\.+$)[\w.-]{1,200}$/.test(folder))
    return { kind, folder };
  if (kind === 'embedded' || kind === 'opened') return { kind };
  if (typeof weights !== 'string') return null;
  if (kind === 'hub' && typeof repository === 'string' && typeof revision === 'string')
    return { kind, repository, revision, weights };
  if (kind === 'webllm' && typeof library === 'string') return { kind, weights, library };
  return null;
}

const amount = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
