import { withDigits } from './number-words';

const losing =
  /\b(?:gives?|gave|giving|eats?|ate|loses?|lost|spends?|spent|sells?|sold|uses?|used|takes? away|took|drops?|dropped|breaks?|broke|pays?|paid|removes?|removed|donates?|donated|throws?|threw|leave|leaves|left)\b/;
const gaining =
  /\b(?:gets?|got|buys?|bought|finds?|found|receives?|received|wins?|won|adds?|added|collects?|collected|earns?|earned|picks?|picked|more|another)\b/;
const sharing =
  /\b(?:share[sd]?|sharing|split|splits|divide[sd]?|among|amongst|equally|evenly|(?:does|will|do|would) each|each (?:person|one|get))\b/;
const each = /\b(?:each|apiece|per|every)\b/;
const asksForAll = /\b(?:in total|altogether|in all|total|together)\b/;
const asksForRest = /\b(?:left|remain(?:s|ing)?|still have|over)\b/;

/** "a box has 12 eggs, how many eggs are in 5 boxes": the amount of one, and the number of them. */
const oneOfMany =
  /^(?:if )?(?:an?|one|1|each|every) (\w{2,}?)(?:es|s)? (?:has|have|holds?|contains?|costs?|takes?|makes?|weighs?|is) (\d+(?:\.\d+)?)\b.*\bhow (?:many|much)\b.* (\d+) \1(?:es|s)?\b/;

/**
 * The calculation of a word problem of two or three numbers that asks "how many" or "how much": what was there at
 * first and what was given away or added, so many of so much each, or so much for so many. Null when it is none of
 * these, or when it can't be told which: a wrong sum is worse than none.
 */
export function storyOf(text: string): string | null {
  const plain = withDigits(text.toLowerCase()).replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
  const question = plain.search(/\bhow (?:many|much)\b/);
  if (question === -1) return null;
  const [, , amount, count] = oneOfMany.exec(plain) ?? [];
  if (amount !== undefined) return `${count} * ${amount}`;
  const numbers = [...plain.matchAll(/(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d|%)/g)];
  if (numbers.length < 2 || numbers.length > 3 || /%|percent/.test(plain)) return null;
  const values = numbers.map(([value]) => value);
  const asked = plain.slice(question);
  if (numbers.length === 2) {
    if (sharing.test(plain)) return `${values[0]} / ${values[1]}`;
    if (each.test(plain)) return `${values[0]} * ${values[1]}`;
  } else if (sharing.test(plain) || each.test(plain)) return null;
  return changesOf(plain, numbers, asked);
}

/** "40 apples and give away 12", "8 marbles and gets 5 more": each number after the first with the sign of its verb. */
function changesOf(
  plain: string,
  numbers: readonly RegExpExecArray[],
  asked: string,
): string | null {
  let expression = numbers[0]![0];
  for (let i = 1; i < numbers.length; i++) {
    const [number, before] = [numbers[i]!, numbers[i - 1]!];
    const between = plain.slice(before.index + before[0].length, number.index);
    const after = /^(?: \w+)? more\b/.test(plain.slice(number.index + number[0].length));
    const [loses, gains] = [losing.test(between), gaining.test(between) || after];
    if (loses === gains) {
      // "3 apples and 4 pears, how many in total".
      if (loses || !asksForAll.test(asked) || asksForRest.test(asked)) return null;
    }
    expression += ` ${loses ? '-' : '+'} ${number[0]}`;
  }
  return expression;
}
