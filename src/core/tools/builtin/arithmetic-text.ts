import { withCalculations } from './arithmetic-phrases';
import { storyOf } from './arithmetic-story';
import { arithmeticTokens } from './arithmetic-words';
import type { ArithmeticToken } from './arithmetic-words';

/**
 * The expression, in the signs of mathjs, that a text spells: "15 % of 80" is `(15 / 100) * 80`, "add 17 and 25" is
 * `17 + 25`; that of a word problem too. It has nothing in it but numbers, + - * / ^, parentheses, `pi`, `sqrt`,
 * `cbrt`, `log10` and `log` (the natural one). Null when the text is no calculation.
 */
export function arithmeticOf(text: string): string | null {
  return calculationOf(text) ?? storyOf(text);
}

/** The expression of a text that is a calculation and nothing else; null for word problems. */
export function calculationOf(text: string): string | null {
  const tokens = arithmeticTokens(withCalculations(text));
  if (!tokens?.some(({ type, text: symbol }) => type === 'number' || symbol === 'pi')) return null;
  try {
    return new Reader(tokens).read();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class Unreadable extends Error {}

/** Reads tokens by recursive descent: sums of products of powers. Throws `Unreadable`. */
class Reader {
  readonly #tokens: readonly ArithmeticToken[];
  #position = 0;

  constructor(tokens: readonly ArithmeticToken[]) {
    this.#tokens = tokens;
  }

  read(): string {
    const expression = this.#command() ?? this.#sum();
    if (this.#position < this.#tokens.length) throw new Unreadable();
    return expression;
  }

  #take(...symbols: readonly string[]): string | null {
    const token = this.#tokens[this.#position];
    if (token?.type !== 'symbol' || !symbols.includes(token.text)) return null;
    this.#position++;
    return token.text;
  }

  #expect(...symbols: readonly string[]): void {
    if (this.#take(...symbols) === null) throw new Unreadable();
  }

  /** "add 17 and 25", "subtract 38 from 90". */
  #command(): string | null {
    const command = this.#take('add', 'multiply', 'divide', 'subtract', 'difference');
    if (command === null) return null;
    const first = this.#sum();
    this.#expect(...(command === 'subtract' ? ['from'] : ['and', 'by']));
    this.#take('and');
    const second = this.#sum();
    if (command === 'subtract') return `${second} - ${grouped(first)}`;
    if (command === 'difference') return `${first} - ${grouped(second)}`;
    if (command === 'divide') return `${grouped(first)} / ${grouped(second)}`;
    const operands = [first, second];
    while (this.#take('and') !== null) {
      this.#take('and');
      operands.push(this.#sum());
    }
    return command === 'add' ? operands.join(' + ') : operands.map(grouped).join(' * ');
  }

  /** "200 + 10 %" adds 10 % of what stands before. */
  #sum(): string {
    let left = this.#product().text;
    for (let sign = this.#take('+', '-'); sign !== null; sign = this.#take('+', '-')) {
      const right = this.#product();
      left = right.percent
        ? `(${left}) * (1 ${sign} ${right.percent} / 100)`
        : `${left} ${sign} ${right.text}`;
    }
    return left;
  }

  #product(): Operand {
    let left = this.#signed();
    for (;;) {
      const sign = this.#take('*', '/', 'of', 'off');
      if (sign === null && this.#tokens[this.#position]?.text !== '(') return left;
      const right = this.#signed();
      if (sign === 'off') {
        if (!left.percent) throw new Unreadable();
        left = { text: `${right.text} * (1 - ${left.percent} / 100)` };
      } else left = { text: `${left.text} ${sign === '/' ? '/' : '*'} ${right.text}` };
    }
  }

  #signed(): Operand {
    if (this.#take('-') !== null) return { text: `-${this.#signed().text}` };
    const base = this.#postfixed();
    return this.#take('^') === null ? base : { text: `${base.text} ^ ${this.#signed().text}` };
  }

  #postfixed(): Operand {
    let operand: Operand = { text: this.#primary() };
    for (;;) {
      if (this.#take('%') !== null) {
        operand = { text: `(${operand.text} / 100)`, percent: operand.text };
        continue;
      }
      const symbol = this.#take('^2', '^3', ...fractions);
      if (symbol === null) return operand;
      operand = { text: `(${operand.text} ${symbol.charAt(0)} ${symbol.slice(1)})` };
    }
  }

  #primary(): string {
    const token = this.#tokens[this.#position];
    if (token?.type === 'number') {
      this.#position++;
      return token.text;
    }
    const symbol = this.#take('(', 'pi', '2*', '3*', ...fractions, ...functions.keys());
    if (symbol === null) {
      const command = this.#command();
      if (command === null) throw new Unreadable();
      return `(${command})`;
    }
    if (symbol === 'pi') return symbol;
    if (symbol.startsWith('/')) return `(1 / ${symbol.slice(1)})`;
    if (symbol.endsWith('*')) return `(${symbol.charAt(0)} * ${this.#argument()})`;
    if (symbol !== '(') {
      const argument = this.#argument();
      return `${functions.get(symbol)}${argument.startsWith('(') ? argument : `(${argument})`}`;
    }
    const inner = this.#command() ?? this.#sum();
    this.#expect(')');
    return `(${inner})`;
  }

  /** What a root, a logarithm or "twice" is of. */
  #argument(): string {
    this.#take('of');
    const sign = this.#take('-') ?? '';
    return `${sign}${this.#postfixed().text}`;
  }
}

interface Operand {
  readonly text: string;
  /** The number before the sign when this is a percentage and nothing else. */
  readonly percent?: string;
}

const fractions = ['/2', '/3', '/4', '/5', '/6', '/7', '/8', '/9', '/10'];
/** Names in mathjs; "log" by itself is the decimal one to people. */
const functions = new Map([
  ['sqrt', 'sqrt'],
  ['cbrt', 'cbrt'],
  ['log', 'log10'],
  ['ln', 'log'],
]);

/** In parentheses where it is more than one number. */
function grouped(expression: string): string {
  return /^[\d.]+$|^\([^()]*\)$/.test(expression) ? expression : `(${expression})`;
}
