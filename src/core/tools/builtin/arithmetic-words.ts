/** A piece of a calculation: a number in digits, or one of the symbols of `phrases` and `signs`. */
export interface ArithmeticToken {
  readonly type: 'number' | 'symbol';
  readonly text: string;
}

/** Words, longer phrases first, and what they stand for; "/3" makes thirds of the number before it. */
const phrases: readonly (readonly [words: string, symbol: string])[] = [
  ['raised to the power of|to the power of|raised to|to the power', '^'],
  ['multiplied by|times|x', '*'],
  ['divided by|over', '/'],
  ['increased by|plus', '+'],
  ['decreased by|reduced by|minus|less|take away', '-'],
  ['percentage|percents?|per cent|pct', '%'],
  ['squared', '^2'],
  ['cubed', '^3'],
  ['square roots?|sqrt', 'sqrt'],
  ['cube roots?|cubic roots?|cbrt', 'cbrt'],
  ['natural (?:logarithm|log)|ln', 'ln'],
  ['logarithm|log10|log', 'log'],
  ['half|halves', '/2'],
  ['thirds?', '/3'],
  ['quarters?|fourths?', '/4'],
  ['fifths?', '/5'],
  ['sixths?', '/6'],
  ['sevenths?', '/7'],
  ['eighths?', '/8'],
  ['ninths?', '/9'],
  ['tenths?', '/10'],
  ['twice|doubled?', '2*'],
  ['thrice|tripled?', '3*'],
  ['(?:tip|tax|discount|vat) (?:on|for|of)', 'of'],
  ['what percent(?:age)?', 'unknown'],
  ['off of|off', 'off'],
  ['of', 'of'],
  ['pi', 'pi'],
  ['(?:sum|total) of|add up|add|sum', 'add'],
  ['subtract', 'subtract'],
  ['difference (?:between|of)', 'difference'],
  ['product of|multiply', 'multiply'],
  ['quotient of|divide', 'divide'],
  ['and|to|with', 'and'],
  ['by', 'by'],
  ['from', 'from'],
];

/** Words and signs around a calculation that are no part of it. */
const noise = new RegExp(
  `\\s+|[?=$€£¥]|(?:${[
    "what(?:'s|’s)?|whats|is|are|how|much|many|calculate|compute|evaluate|work out|solve|find",
    'the|an?|please|equals?|result|answer|tell|give|me|do|you|get|when|if|we|i',
    'dollars?|bucks|euros?|pounds?|cents|bill|check|meal',
  ].join('|')})(?![a-z])`,
  'y',
);

const signs = new Map([
  ...['+', '-', '*', '/', '^', '%', '(', ')'].map((sign) => [sign, sign] as const),
  ...['×', '∙', '·', '✕'].map((sign) => [sign, '*'] as const),
  ...['−', '–', '—'].map((sign) => [sign, '-'] as const),
  ...[',', '&'].map((sign) => [sign, 'and'] as const),
  ['÷', '/'],
  ['²', '^2'],
  ['³', '^3'],
  ['√', 'sqrt'],
  ['∛', 'cbrt'],
  ['π', 'pi'],
]);

const number = /\d+(?:\.\d+)?|\.\d+/y;
const matchers = phrases.map(
  ([words, symbol]) => [new RegExp(`(?:${words})(?![a-z])`, 'y'), symbol] as const,
);

/** The tokens of a calculation in lower case and digits; null when it has words that are not arithmetic. */
export function arithmeticTokens(text: string): ArithmeticToken[] | null {
  const plain = text.replace(/(?<=\d),(?=\d{1,2}(?!\d))/g, '.').replaceAll('**', '^');
  const tokens: ArithmeticToken[] = [];
  let position = 0;
  const at = (pattern: RegExp): string | null => {
    pattern.lastIndex = position;
    return pattern.exec(plain)?.[0] ?? null;
  };
  while (position < plain.length) {
    const digits = at(number);
    const [length, symbol] =
      digits === null ? symbolAt(plain[position], at) : [digits.length, digits];
    if (length === 0) return null;
    if (symbol) tokens.push({ type: digits === null ? 'symbol' : 'number', text: symbol });
    position += length;
  }
  return tokens;
}

/** Length and symbol of what stands here: length 0 when nothing is known, an empty symbol for noise. */
function symbolAt(
  character: string,
  at: (pattern: RegExp) => string | null,
): readonly [length: number, symbol: string] {
  const sign = signs.get(character);
  if (sign) return [1, sign];
  for (const [pattern, symbol] of matchers) {
    const words = at(pattern);
    if (words !== null) return [words.length, symbol];
  }
  return [at(noise)?.length ?? 0, ''];
}
