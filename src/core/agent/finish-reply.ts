import type { Episode } from '../memory/episode';
import type { FinishReason } from '../ports/text-generator';
import { saysBeyond } from './beyond-me';

/** The model says itself that it has no answer. */
const unknowing =
  /\bI (?:do not|don['’]t|cannot|can['’]t) (?:know|have (?:any )?(?:access|information|an answer)|answer|say for (?:sure|certain))|\bI(?:['’]m| am) (?:not (?:sure|certain|able to (?:answer|say))|unsure|unable to (?:answer|say))|\bI have no (?:information|idea|knowledge)\b/i;

/** The end of a text cut where it says the same again, and again: one round of it stays. */
export function withoutLoop(text: string): string {
  const { length } = text;
  for (let period = 1; period * 3 <= length; period++) {
    const unit = text.slice(length - period);
    let start = length;
    while (start >= period && text.slice(start - period, start) === unit) start -= period;
    // What stands before the first whole round may be the end of another.
    let lead = 0;
    while (lead < period && start - lead > 0 && text[start - lead - 1] === unit[period - 1 - lead])
      lead++;
    if (length - start >= 3 * period && length - start + lead >= 24)
      return text.slice(0, start + period).trimEnd();
  }
  return text;
}

const larger = 'A larger one may.';
/** What is said where the model says itself that it does not know. */
const unknown = `The language model that I run on does not know this. ${larger}`;

/** True where a larger model is offered: the page shows the way to the models beside it. */
export function offersLarger(text: string): boolean {
  return text.endsWith(larger);
}

/** It says that something was or will be done: a small model imitates the tools' sentences that it has read. */
const claiming =
  /^(?:(?:ok(?:ay)?|sure|certainly|of course|done|great|yes)[,.!]? )*I(?:['’]ve| have|['’]ll| will|['’]m| am)? (?:just |now |also )?(?:put|add(?:ed|ing)?|remind(?:ed|ing)?|schedul(?:ed?|ing)|sav(?:ed?|ing)|noted|delet(?:ed?|ing)|remov(?:ed?|ing)|sen(?:d|t|ding)|booked?|order(?:ed)?|set(?! out| up to)(?:ting)?|ticked|start(?:ed)?|turned|created?)\b/i;

/** Said after it, since no tool ran. */
export const onlyWords =
  'These are only words: no tool ran, so nothing was set, saved, sent or changed.';

/**
 * True for an answer that is hardly words: a small model that does not know a script writes signs and emoji at length. Such
 * an answer is not shown, and not read again with the next request.
 */
export function isWordless(text: string): boolean {
  const signs = text.match(/[^\s\p{P}]/gu) ?? [];
  const letters = text.match(/[\p{L}\p{M}\p{N}]/gu) ?? [];
  return signs.length > 3 && letters.length < signs.length / 2;
}

/** Said instead. */
export const noWords = `I have no answer in words to this. The language model that I run on was made for English, mostly. ${larger}`;

/** True for an answer that only says the request again, which is what a small model does with a language it does not know. */
export function isEcho(text: string, request: string): boolean {
  const words = (of: string) =>
    of
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu)
      ?.join(' ') ?? '';
  return words(text) !== '' && words(text) === words(request);
}

const looped = 'I began to repeat myself, so I stopped there.';
const cut = 'I stopped there: that is the length my answers may have.';

/**
 * An earlier answer as the language model may read it: without what was said about it; null for one that says that there is
 * none. A small model that reads "I do not know" knows nothing from then on.
 */
export function taughtAnswer(reply: string): string | null {
  const closing = [looped, cut, unknown, onlyWords].find((one) => reply.endsWith(`\n\n${one}`));
  const said = closing ? reply.slice(0, -closing.length).trim() : reply;
  const isNone = closing === onlyWords || said === noWords || unknowing.test(said);
  return isNone || saysBeyond(said) ? null : said;
}

/** What is said after an answer in words that ended otherwise than well, or null when there is nothing to add. */
export function closingWords(text: string, finish: FinishReason): string | null {
  if (finish === 'repetition') return looped;
  if (finish === 'length') return cut;
  if (claiming.test(text)) return onlyWords;
  return unknowing.test(text) ? unknown : null;
}

const firstWords = (text: string) =>
  text
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.slice(0, 3) ?? [];

/** The latest result of a tool that an answer in words begins like: such an answer is a result told anew, and not to be trusted. */
export function retold(text: string, history: readonly Episode[]): Episode | null {
  const said = firstWords(text);
  const isAlike = (sentence: string) =>
    said.length === 3 && firstWords(sentence).join(' ') === said.join(' ');
  const found = history.findLast(({ steps }) =>
    steps.some(({ outcome }) => outcome.status === 'done' && isAlike(outcome.sentence)),
  );
  return found ?? null;
}
