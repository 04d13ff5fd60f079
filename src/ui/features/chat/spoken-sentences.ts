/** What of a growing text can be read aloud: whole sentences, so that a listener is not given fragments. */
export interface Spoken {
  /** Sentences not announced before; empty when none was completed. */
  readonly text: string;
  /** Characters announced so far. */
  readonly upTo: number;
}

const END = /[.!?:…]["”’)]*(?=\s)|\n+/g;

/** `finished`: no more will come, so that the rest is a sentence too. */
export function spokenSentences(text: string, upTo: number, finished: boolean): Spoken {
  if (finished) return { text: text.slice(upTo).trim(), upTo: text.length };
  let end = upTo;
  for (const match of text.slice(upTo).matchAll(END)) end = upTo + match.index + match[0].length;
  return { text: text.slice(upTo, end).trim(), upTo: end };
}
