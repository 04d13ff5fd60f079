import type { ModelJob, ModelsView } from '../../../app/app-state';
import { embeddedModel, type ModelEntry } from '../../../core/models/model-entry';
import type { ModelStock } from '../../../core/ports/model-shelf';

/**
 * What a model is to the user: what answers; one that arrives or waits to go on; one that could be used now; one of
 * which a part is here; one that would have to be fetched.
 */
export type ModelState =
  | { readonly is: 'active' | 'here' | 'absent' }
  | { readonly is: 'job'; readonly job: ModelJob }
  | { readonly is: 'part'; readonly bytes: number };

export function modelState(entry: ModelEntry, models: ModelsView): ModelState {
  if (entry.id === models.active.id) return { is: 'active' };
  const job = models.jobs.find(({ id }) => id === entry.id);
  if (job) return { is: 'job', job };
  const stock = stockOf(entry, models);
  if (isBuiltIn(entry) || stock?.complete) return { is: 'here' };
  return stock && stock.bytes > 0 ? { is: 'part', bytes: stock.bytes } : { is: 'absent' };
}

/** Served with the page: always there, and nothing to delete. */
export const isBuiltIn = ({ id }: ModelEntry) => id === embeddedModel.id;

/** Models that can be used now or of which a part is here, without those that are being deleted; the active one first. */
export function modelsHere(models: ModelsView): ModelEntry[] {
  const here = models.entries.filter((entry) => {
    const { is } = modelState(entry, models);
    return is !== 'absent' && !models.removing.includes(entry.id);
  });
  const first = (entry: ModelEntry) => (entry.id === models.active.id ? 0 : 1);
  return here.toSorted((a, b) => first(a) - first(b));
}

/** Models that could be loaded now, for choosing one. */
export function usableModels(models: ModelsView): ModelEntry[] {
  return modelsHere(models).filter((entry) => {
    const { is } = modelState(entry, models);
    return is === 'active' || is === 'here';
  });
}

export function stockOf(
  { id }: ModelEntry,
  { stock }: Pick<ModelsView, 'stock'>,
): ModelStock | undefined {
  return stock.find((one) => one.id === id);
}
