import type { Turn } from '../../../app/app-state';
import { spokenSentences } from './spoken-sentences';

/** Says a running turn aloud, sentence by sentence, and nothing twice. Turns that were over when first seen stay silent. */
export class Announcer {
  #episodeId: string | null = null;
  #upTo = 0;
  #over = true;

  /** What to announce of a conversation: each step of a message is told to its end before the next one is. */
  follow(turns: readonly Turn[]): string {
    const told = turns.find(({ episode }) => episode.id === this.#episodeId);
    const next = turns.find(({ phase }) => phase !== 'done') ?? turns.at(-1);
    const ending = told ? this.hear(told) : '';
    return [ending, next === told ? '' : this.hear(next)].filter(Boolean).join(' ');
  }

  /** What to announce now that the turn looks like this; empty for nothing. */
  hear(turn: Turn | undefined): string {
    if (!turn) return '';
    const done = turn.phase === 'done';
    if (turn.episode.id !== this.#episodeId) {
      this.#episodeId = turn.episode.id;
      this.#upTo = 0;
      this.#over = done;
    }
    if (this.#over) return '';
    this.#over = done;
    const spoken = spokenSentences(turn.episode.reply, this.#upTo, done);
    this.#upTo = spoken.upTo;
    if (!done) return spoken.text;
    const result = turn.episode.steps.at(-1)?.outcome.sentence ?? '';
    const repeated = turn.episode.reply.trim() === result;
    return [repeated ? '' : result, spoken.text].filter(Boolean).join(' ');
  }
}
