import type { Apprentice } from './apprentice';

/** Everything one can do; the state is kept elsewhere. */
export type Actions = Omit<Apprentice, 'state' | 'subscribe'>;

/**
 * Actions that can be called before the database is open: they wait for it. Those that answer at once
 * (`setting`) give their fallback until then. When opening fails, waiting actions never come to anything: the
 * page shows why.
 */
export function deferredActions(opened: Promise<Actions>): Actions {
  let actions: Actions | null = null;
  opened.then(
    (ready) => (actions = ready),
    () => undefined,
  );
  const setting: Actions['setting'] = (key, fallback) =>
    actions ? actions.setting(key, fallback) : fallback;

  return new Proxy({ setting } as Actions, {
    get(target, name: keyof Actions) {
      if (name === 'setting') return target.setting;
      return (...values: unknown[]) => {
        const call = (ready: Actions) =>
          (ready[name] as (...args: unknown[]) => unknown)(...values);
        return actions ? call(actions) : opened.then(call);
      };
    },
  });
}
