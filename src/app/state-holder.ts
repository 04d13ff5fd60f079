import type { AppState } from './app-state';

/** The one state of the application, replaced as a whole at every change. */
export class StateHolder {
  #state: AppState;
  readonly #listeners = new Set<(state: AppState) => void>();

  constructor(initial: AppState) {
    this.#state = initial;
  }

  get state(): AppState {
    return this.#state;
  }

  update(change: Partial<AppState> | ((state: AppState) => Partial<AppState>)): void {
    const patch = typeof change === 'function' ? change(this.#state) : change;
    this.#state = { ...this.#state, ...patch };
    for (const listener of this.#listeners) listener(this.#state);
  }

  subscribe(listener: (state: AppState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
