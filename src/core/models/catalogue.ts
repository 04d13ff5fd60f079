import { embeddedModel, type ModelEntry, type ModelFamily } from './model-entry';

export interface FamilyGroup {
  readonly family: ModelFamily;
  readonly title: string;
  readonly entries: readonly ModelEntry[];
}

/** In the order of the page. */
const families: Readonly<Record<ModelFamily, string>> = {
  smollm: 'SmolLM',
  qwen: 'Qwen',
  llama: 'Llama',
  gemma: 'Gemma',
  hermes: 'Hermes',
  mistral: 'Mistral',
  phi: 'Phi',
  other: 'Others',
};

/** All lists as one, each id once: the embedded model, then what comes first. */
export function composeCatalogue(...lists: readonly (readonly ModelEntry[])[]): ModelEntry[] {
  const byId = new Map<string, ModelEntry>();
  for (const entry of [embeddedModel, ...lists.flat()])
    if (!byId.has(entry.id)) byId.set(entry.id, entry);
  return [...byId.values()];
}

/** Families in the order of the page, their models from the lightest on; those of unknown weight last. */
export function groupByFamily(entries: readonly ModelEntry[]): FamilyGroup[] {
  return (Object.keys(families) as ModelFamily[])
    .map((family) => ({
      family,
      title: families[family],
      entries: entries.filter((entry) => entry.family === family).toSorted(byWeight),
    }))
    .filter((group) => group.entries.length > 0);
}

/** Models that contain every word of the query in name, family or id. */
export function searchModels(entries: readonly ModelEntry[], query: string): ModelEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ id, title, family }) => {
    const text = `${title} ${families[family]} ${id}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function byWeight(a: ModelEntry, b: ModelEntry): number {
  const weight = (entry: ModelEntry) => entry.memoryBytes ?? entry.downloadBytes ?? Infinity;
  const difference = weight(a) - weight(b);
  return Number.isNaN(difference) || difference === 0 ? a.title.localeCompare(b.title) : difference;
}
