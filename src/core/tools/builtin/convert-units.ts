import { ToolError } from '../../errors/tool-error';
import type { Tool } from '../tool';
import { textOf } from './argument';
import { flatSchema, fromParser } from './flat-schema';
import { mathematics } from './mathematics';
import { readQuantity } from './quantity';
import { likeOther, unitNamed } from './unit-names';
import type { NamedUnit } from './unit-names';
import { roundQuantity, writeNumber } from './write-number';

export const convertUnits: Tool = {
  id: 'convert_units',
  title: 'Unit converter',
  description: 'Converts an amount from one unit to another.',
  permission: 'read',
  // One span for number and unit: a small model often confuses two bare units, but not "500 ml" with "cups".
  parameters: flatSchema(
    {
      quantity: fromParser('quantity', 'The amount with the unit it is in', 80, {
        question: 'What should I convert? Give me the amount and its unit.',
      }),
      to: fromParser('unit', 'The unit wanted', 60, {
        question: 'To which unit should I convert it?',
      }),
    },
    ['quantity', 'to'],
  ),
  examples: [
    { request: 'how many cups is 500 ml?', arguments: { quantity: '500 ml', to: 'cups' } },
    {
      request: 'convert 10 miles to kilometers',
      arguments: { quantity: '10 miles', to: 'kilometers' },
    },
    {
      request: 'what is 72 fahrenheit in celsius',
      arguments: { quantity: '72 fahrenheit', to: 'celsius' },
    },
    {
      request: 'how many ounces are in a pound',
      arguments: { quantity: 'a pound', to: 'ounces' },
    },
    { request: '5 feet in cm', arguments: { quantity: '5 feet', to: 'cm' } },
    { request: 'change 3 kg to pounds', arguments: { quantity: '3 kg', to: 'pounds' } },
  ],
  wordings: [
    'how many meters make a mile',
    'what is 6 inches in centimeters',
    'how do I convert liters to gallons',
    'if I have 200 grams how many ounces is that',
    'how many tablespoons are there in a cup',
    'give me 60 mph in kilometers per hour',
    'how many days are in 5 weeks',
  ],
  summarise: (args) => `Convert ${textOf(args, 'quantity')} to ${textOf(args, 'to')}`,
  run: async (args) => {
    const { amount, unit } = readQuantity(textOf(args, 'quantity'));
    const [named, wanted] = [knownUnit(unit), knownUnit(textOf(args, 'to'))];
    const [from, to] = [likeOther(named, wanted), likeOther(wanted, named)];
    if (from.measure !== to.measure) throw incompatible(from, to, unit, textOf(args, 'to'));
    const { quantity } = await mathematics();
    const value = quantity(amount * from.factor, from.unit).toNumber(to.unit) / to.factor;
    if (!Number.isFinite(value)) {
      throw new ToolError('That amount is too large to convert. Ask for a smaller one.');
    }
    const rounded = roundQuantity(value);
    return {
      data: { amount, from: from.one, to: to.one, value: Number(value.toPrecision(12)) },
      sentence: `${write(amount, from)} is ${write(rounded, to)}.`,
      changes: [],
    };
  },
};

function knownUnit(words: string): NamedUnit {
  const unit = unitNamed(words);
  if (unit) return unit;
  throw new ToolError(
    `I don’t know the unit “${words}”. Name it like “kilometers”, “cups” or “°F”.`,
  );
}

function incompatible(from: NamedUnit, to: NamedUnit, given: string, wanted: string): ToolError {
  return new ToolError(
    `“${given}” measures ${from.measure} and “${wanted}” measures ${to.measure}, so one can’t be turned into the other. Name two units that measure the same.`,
  );
}

function write(amount: number, { one, many }: NamedUnit): string {
  return `${writeNumber(amount)} ${amount === 1 ? one : many}`;
}
