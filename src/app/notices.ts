import { ApprenticeError } from '../core/errors/apprentice-error';
import type { Notice, UserError } from './app-state';
import type { StateHolder } from './state-holder';

/** An error as the page shows it. Unexpected ones keep their text: it helps whoever reads a report. */
export function userError(error: unknown): UserError {
  if (error instanceof ApprenticeError) return { code: error.code, message: error.message };
  const detail = error instanceof Error ? error.message : String(error);
  return {
    code: 'unexpected',
    message: `Something unexpected happened (${detail}). What was stored before is safe; reload the page if it goes on.`,
  };
}

/** Passing messages; each may carry a way back that stays until it is dismissed. */
export class Notices {
  readonly #holder: StateHolder;
  readonly #newId: () => string;
  readonly #undo = new Map<string, () => Promise<void>>();

  constructor(holder: StateHolder, newId: () => string) {
    this.#holder = holder;
    this.#newId = newId;
  }

  info(text: string, undo?: () => Promise<void>): void {
    if (undo) this.offer(text, 'Undo', undo);
    else this.#add({ id: this.#newId(), kind: 'info', text, undo: null });
  }

  /** A message with one thing that can be done about it. */
  offer(text: string, label: string, action: () => Promise<void>): void {
    const id = this.#newId();
    this.#undo.set(id, action);
    this.#add({ id, kind: 'info', text, undo: label });
  }

  error(error: unknown): void {
    const { message, code } = userError(error);
    if (code === 'unexpected') console.error(error);
    const shown = this.#holder.state.notices.some((notice) => notice.text === message);
    if (!shown) this.#add({ id: this.#newId(), kind: 'error', text: message, undo: null });
  }

  dismiss(id: string): void {
    this.#undo.delete(id);
    this.#holder.update(({ notices }) => ({ notices: notices.filter((n) => n.id !== id) }));
  }

  async undo(id: string): Promise<void> {
    const way = this.#undo.get(id);
    this.dismiss(id);
    await way?.();
  }

  /** Runs something whose failure the user should see, and nothing else. */
  async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.error(error);
    }
  }

  #add(notice: Notice): void {
    this.#holder.update(({ notices }) => ({ notices: [...notices, notice] }));
  }
}
