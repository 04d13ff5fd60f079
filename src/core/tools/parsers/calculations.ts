import { arithmeticOf, calculationOf } from '../builtin/arithmetic-text';
import { bareSpan } from '../../generation/request-spans';

/** Words of a calculation that is looked for inside a longer request. */
const longest = 40;
/** Words that ask for a result; the calculation begins after them. */
const asking =
  /^(?:what(?:['’]?s)?|whats|how|much|many|is|are|calculate|compute|evaluate|work|out|solve|find|tell|me|please|the|result|answer|of|do|you|get|when|if|we|i|an?)$/iu;
const politeness = /^(?:please|equals?|make|makes?)$/iu;

/** The calculation in a request: the longest run of words that is one, without the words that ask for it. */
export function calculationsIn(request: string): string[] {
  const words = request.trim().split(/\s+/u);
  const found: string[] = [];
  let start = 0;
  while (start < words.length) {
    const length = mayBegin(words[start]) ? longestFrom(words, start) : 0;
    if (length > 0) found.push(calculation(words.slice(start, start + length)));
    start += Math.max(1, length);
  }
  if (found.length > 0) return [...new Set(found)];
  // A word problem is read as a whole.
  return worksOut(arithmeticOf(request)) ? [calculation(words)] : [];
}

function mayBegin(word: string): boolean {
  return !asking.test(bareSpan(word));
}

function longestFrom(words: readonly string[], start: number): number {
  for (let length = Math.min(longest, words.length - start); length > 0; length--) {
    if (politeness.test(bareSpan(words[start + length - 1]))) continue;
    if (worksOut(calculationOf(words.slice(start, start + length).join(' ')))) return length;
  }
  return 0;
}

/** True for more than a number alone. */
function worksOut(expression: string | null): boolean {
  return /[^\d.()\s]/u.test(expression ?? '');
}

/** Without the question mark; parentheses belong to a calculation. */
function calculation(words: readonly string[]): string {
  return words.join(' ').replace(/^["“'‘]+|["”'’?!.,;:=\s]+$/gu, '');
}
