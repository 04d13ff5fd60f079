import { ToolError } from '../../errors/tool-error';
import type { Tool } from '../tool';
import { textOf } from './argument';
import { arithmeticOf } from './arithmetic-text';
import { flatSchema, fromParser } from './flat-schema';
import { capitalised } from './join-words';
import { mathematics } from './mathematics';
import { writeNumber } from './write-number';

export const calculator: Tool = {
  id: 'calculator',
  title: 'Calculator',
  description: 'Works out a calculation with numbers.',
  permission: 'read',
  parameters: flatSchema(
    {
      expression: fromParser('calculation', 'The calculation', 200, {
        question: 'What should I work out? Give me the numbers.',
      }),
    },
    ['expression'],
  ),
  examples: [
    { request: 'what is 12 times 7?', arguments: { expression: '12 times 7' } },
    { request: 'calculate 15 % of 80', arguments: { expression: '15 % of 80' } },
    {
      request: 'what is the square root of 144',
      arguments: { expression: 'square root of 144' },
    },
    {
      request: 'how much is a 20 percent tip on 45 dollars',
      arguments: { expression: '20 percent tip on 45 dollars' },
    },
    { request: 'add 17 and 25', arguments: { expression: 'add 17 and 25' } },
    { request: '1200 / 16 + 3', arguments: { expression: '1200 / 16 + 3' } },
  ],
  wordings: [
    'what is 250 divided by 4',
    'subtract 38 from 90',
    '8 plus 9 minus 3',
    'what do you get when you multiply 6 by 11',
    'help me with some math',
    '5 squared',
    'what is two thirds of 90',
    'can you do this sum for me',
    'what is the log of 100',
    'find the cube root of 27',
    'if I have 40 apples and give away 12 how many are left',
  ],
  summarise: (args) => `Work out “${textOf(args, 'expression')}”`,
  run: async (args) => {
    const asked = textOf(args, 'expression');
    const expression = arithmeticOf(asked);
    if (expression === null) {
      throw new ToolError(
        `I can’t read “${asked}” as a calculation. Write it with numbers and signs, for example “12 * 7”.`,
      );
    }
    const value = await valueOf(expression);
    return {
      data: { expression, value },
      sentence: `${capitalised(subject(asked, expression))} is ${writeNumber(value)}.`,
      changes: [],
    };
  },
};

/** Rounded to twelve significant digits, so that 0.1 + 0.2 is 0.3. */
async function valueOf(expression: string): Promise<number> {
  const math = await mathematics();
  const value: unknown = math.evaluate(expression);
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new ToolError(`${expression} has no result among the real numbers.`);
  }
  if (!Number.isFinite(value)) {
    throw new ToolError(
      `${expression} has no finite result: it divides by zero or grows too large.`,
    );
  }
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(12));
}

/** The calculation as the subject of a sentence: in the user's words, unless these give an order or ask. */
function subject(asked: string, expression: string): string {
  const bare = asked.replace(/^(what(['’]s| is)|how much is|calculate|compute|find)\s+/i, '');
  const isOrder = /^(add|sum|subtract|multiply|divide|what|how|if|when|you|i|do|tell|give)\b/i;
  // A word problem is no subject either.
  return isOrder.test(bare) || /\bhow (?:many|much)\b/i.test(bare)
    ? expression
    : bare.replace(/[\s?=]+$/, '');
}
