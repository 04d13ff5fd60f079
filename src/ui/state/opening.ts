import type { AppState } from '../../app/app-state';

/** True until the database is read: then there is nothing to show but the shape of what will come. */
export function isOpening({ startup, conversations }: AppState): boolean {
  return startup.status === 'starting' && startup.models.length === 0 && conversations.length === 0;
}

/** Bytes of all models together, while any of them is still to come; null when there is nothing to wait for. */
export function loadingModels({
  startup,
}: AppState): { names: string[]; loaded: number; total: number } | null {
  const pending = startup.models.filter(
    ({ status }) => status === 'waiting' || status === 'loading',
  );
  if (pending.length === 0) return null;
  const sum = (of: 'loaded' | 'total') => startup.models.reduce((all, one) => all + one[of], 0);
  // While one total is unknown, the sum would be too small and the bar would jump back later.
  const known = startup.models.every(({ total }) => total > 0);
  return {
    names: pending.map(({ model }) => model),
    loaded: sum('loaded'),
    total: known ? sum('total') : 0,
  };
}
