import type { FinishReason } from '../ports/text-generator';

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

/** What is said where the model says itself that it does not know; the page shows the way to the models beside it. */
export const largerModel = 'The language model that I run on does not know this. A larger one may.';

/** What is said after an answer in words that ended otherwise than well, or null when there is nothing to add. */
export function closingWords(text: string, finish: FinishReason): string | null {
  if (finish === 'repetition') return 'I began to repeat myself, so I stopped there.';
  if (finish === 'length') return 'I stopped there: that is the length my answers may have.';
  if (!unknowing.test(text)) return null;
  return largerModel;
}
