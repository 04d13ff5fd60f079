import type { ModelProgress } from './app-state';
import { userError } from './notices';
import type { StateHolder } from './state-holder';

/**
 * Keeps `startup.models` up to date while a model loads; `model` is its name for people. What is no longer wanted
 * (`current` says no) is not shown any more.
 */
export function trackLoading<T>(
  holder: StateHolder,
  model: string,
  load: (onProgress: (progress: { loaded: number; total: number }) => void) => Promise<T>,
  current: () => boolean = () => true,
): Promise<T> {
  const show = (change: Partial<ModelProgress>) => {
    if (!current()) return;
    holder.update(({ startup }) => {
      const known = startup.models.some((progress) => progress.model === model);
      const fresh: ModelProgress = { model, status: 'waiting', loaded: 0, total: 0 };
      const models = known ? startup.models : [...startup.models, fresh];
      const changed = models.map((one) => (one.model === model ? { ...one, ...change } : one));
      const ready = changed.every(({ status }) => status === 'ready');
      const status =
        startup.status === 'failed' && !ready ? 'failed' : ready ? 'ready' : 'starting';
      return { startup: { ...startup, models: changed, status } };
    });
  };

  const loading = async () => {
    holder.update(({ startup }) => ({ startup: { ...startup, status: 'starting', error: null } }));
    show({ status: 'loading', loaded: 0 });
    const loaded = await load((progress) => show(progress));
    show({ status: 'ready' });
    return loaded;
  };
  return loading().catch((error: unknown) => {
    show({ status: 'failed' });
    if (current())
      holder.update(({ startup }) => ({
        startup: { ...startup, status: 'failed', error: userError(error) },
      }));
    throw error;
  });
}

/** Says no more about a model that is not to be loaded any longer. */
export function forgetLoading(holder: StateHolder, model: string): void {
  holder.update(({ startup }) => {
    const models = startup.models.filter((one) => one.model !== model);
    const failed = models.some(({ status }) => status === 'failed');
    const ready = models.length > 0 && models.every(({ status }) => status === 'ready');
    const status = failed ? startup.status : ready ? 'ready' : 'starting';
    return { startup: { ...startup, models, status, error: failed ? startup.error : null } };
  });
}
