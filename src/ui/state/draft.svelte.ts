import { requestTooLong } from './request-limit';

const key = (conversationId: string | null) => `draft:${conversationId ?? 'new'}`;

/** What is being written, one text per conversation, kept over a reload but not over the end of the session. */
export class Draft {
  #conversationId: string | null = null;
  #text = $state('');
  /** Why it can't be sent, for people; null when it can (or is empty). */
  readonly problem = $derived(requestTooLong(this.#text));

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    keep(key(this.#conversationId), text);
  }

  /** Switches to the draft of that conversation; null is the one that does not exist yet. */
  open(conversationId: string | null): void {
    this.#conversationId = conversationId;
    this.#text = kept(key(conversationId));
  }

  get ready(): boolean {
    return this.#text.trim() !== '' && this.problem === null;
  }

  /** Empties the draft and gives what it was. */
  take(): string {
    const text = this.#text.trim();
    this.text = '';
    return text;
  }
}

// A browser may refuse session storage (private windows, a full quota): drafts then live as long as the page.
function keep(name: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, text);
  } catch {
    return;
  }
}

function kept(name: string): string {
  try {
    return sessionStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}
