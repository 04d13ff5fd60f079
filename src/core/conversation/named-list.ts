import { plainWords } from './cues';

/** "my to-do list", "the groceries": how a message names a list. */
const list =
  /\b(?:my|the|our) (?:[\p{L}-]+ ){0,2}?(?:lists?|groceries|chores|to-?dos|tasks)\b(?: of [\p{L}-]+(?: to [\p{L}]+)?)?/iu;
const changes =
  /^(?:(?:can|could|would|will) you |also |then |now |just )*(?:add|put|include|write|place|take|remove|delete|cross|strike|tick|scratch|drop|get|check|leave)\b/;
/** Stands for a list: the words before it stay. */
const pronoun =
  /\b(on|onto|to|off|off of|from) (?:it|that|there)(?=(?: (?:too|as well|again|now|instead|please))?[\s.!?]*$)/iu;

/**
 * "put the presentation on it" in full, where a message before (latest first) names a list: "put the presentation on my
 * list". Null where nothing is to be put in.
 */
export function withNamedList(text: string, latestFirst: readonly string[]): string | null {
  if (!changes.test(plainWords(text)) || !pronoun.test(text) || list.test(text)) return null;
  const naming = latestFirst.find((before) => list.test(before));
  const named = naming === undefined ? undefined : list.exec(naming)?.[0];
  return named === undefined ? null : text.replace(pronoun, (_, sign) => `${sign} ${named}`);
}
