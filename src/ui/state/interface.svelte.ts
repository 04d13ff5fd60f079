import { createContext } from 'svelte';
import type { AppState } from '../../app/app-state';
import type { Apprentice } from '../../app/apprentice';
import type { ActionId } from '../../core/memory/episode';
import { actionTitle } from '../format/action-title';
import { Draft } from './draft.svelte';
import { Now } from './now.svelte';
import { Overlays } from './overlays.svelte';
import { Router } from './router.svelte';

/** What every component may reach: the application, its present state, and where in the page one is. */
export class Interface {
  readonly apprentice: Apprentice;
  readonly router = new Router();
  readonly overlays = new Overlays();
  readonly now = new Now();
  readonly draft = new Draft();
  /** Replaced as a whole, never changed: raw state, so that no proxy is built over it. */
  app = $state.raw() as AppState;

  constructor(apprentice: Apprentice) {
    this.apprentice = apprentice;
    this.app = apprentice.state;
  }

  /** Follows application, address bar and clock until the returned function is called. */
  start(): () => void {
    // What happened between the construction and now.
    this.app = this.apprentice.state;
    const stops = [
      this.apprentice.subscribe((state) => {
        this.app = state;
      }),
      this.router.listen(),
      this.now.start(),
    ];
    return () => stops.forEach((stop) => stop());
  }

  get canSend(): boolean {
    return this.draft.ready && !this.app.busy;
  }

  /** Sends the draft; does nothing while a turn runs, so that no word is lost. */
  send(): void {
    if (this.canSend) void this.apprentice.send(this.draft.take());
  }

  title(action: ActionId): string {
    return actionTitle(action, this.app.tools);
  }
}

export const [useInterface, provideInterface] = createContext<Interface>();
