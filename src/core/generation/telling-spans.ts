import { wordsOf } from '../tools/builtin/content-words';
import { bareSpan, requestSpans } from './request-spans';

/** Words that belong to the noun after them: "the dishes", "my interview". */
const determiners = new Set('a an the my your our his her their its some'.split(' '));
/** Words inside a list, at which no value of it ends: "two eggs, flour and milk". */
const connectives = new Set(['and', 'or', '&', 'plus']);
/** A word after which something new begins; a comma may stand inside a list. */
const closing = /[;:.!?…—]["”’]?$/u;
const opening = /^["“‘]/u;

/**
 * The spans of a request that can be a whole value, given words that only ask (`idle`) and the words that parsers have
 * read: they begin and end at idle words, readings or punctuation, and have no idle words at their ends but
 * determiners and a verb after "to". "oat" is none in "I bought the oat milk". Where that leaves nothing, all spans
 * that are not idle through and through. Of a request that `adds`, "too" and "as well" at the end are idle.
 */
export function tellingSpans(
  request: string,
  idle: ReadonlySet<string>,
  readings: readonly string[],
  adds = false,
): string[] {
  const words = request.trim().split(/\s+/u);
  const bare = words.map((word) => bareSpan(word).toLowerCase());
  const end = words.length - (adds ? addedWords(request) : 0);
  const isIdle = bare.map(
    (word, at) => at >= end || (!connectives.has(word) && isIdleSpan(word, idle)),
  );
  const heads = new Set(readings.map((reading) => wordsOf(reading)[0]));
  const tails = new Set(readings.map((reading) => wordsOf(reading).at(-1)));

  /** Nothing of the same phrase stands before word `at`. */
  const isStart = (at: number): boolean => {
    const before = at - 1;
    if (before < 0 || closing.test(words[before]) || opening.test(words[at])) return true;
    if (determiners.has(bare[before])) return isStart(before);
    return isIdle[before] || tails.has(wordsOf(bare[before]).at(-1));
  };
  const mayBegin = (at: number): boolean => {
    if (connectives.has(bare[at])) return false;
    const afterSign = at > 0 && (closing.test(words[at - 1]) || bare[at - 1] === 'to');
    return (!isIdle[at] || determiners.has(bare[at]) || afterSign) && isStart(at);
  };
  const mayEnd = (at: number): boolean => {
    if (isIdle[at] || connectives.has(bare[at])) return false;
    if (at === words.length - 1 || closing.test(words[at])) return true;
    if (determiners.has(bare[at + 1])) return false;
    return isIdle[at + 1] || heads.has(wordsOf(bare[at + 1])[0]);
  };
  const isTelling = (span: string) => !isIdleSpan(span, idle);
  const whole = requestSpans(request, (first, last) => mayBegin(first) && mayEnd(last));
  const telling = whole.filter(isTelling);
  return telling.length > 0 ? telling : requestSpans(request).filter(isTelling);
}

/** How many words at the end only say that something was there before; quotation marks make them part of a value. */
function addedWords(request: string): number {
  const added = /\s(?:too|as well)[.!?…]*$/iu.exec(request.trim());
  return added ? added[0].trim().split(/\s+/u).length : 0;
}

/** True when a span has words and all of them are idle. Numbers never are. */
export function isIdleSpan(span: string, idle: ReadonlySet<string>): boolean {
  const words = wordsOf(span);
  return words.length > 0 && words.every((word) => idle.has(word) && !/\d/.test(word));
}
