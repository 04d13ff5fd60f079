import { ToolError } from '../../errors/tool-error';
import type { Tool } from '../tool';
import { textOf } from './argument';
import { flatSchema, fromRequest } from './flat-schema';
import { mathematics } from './mathematics';
import { withDigits } from './number-words';
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
      quantity: fromRequest('The amount with the unit it is in', 80),
      to: fromRequest('The unit wanted', 60),
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

/** "500 ml", "half a cup", "a pound": a number, 1 where none is said, and the words of the unit after it. */
function readQuantity(words: string): { readonly amount: number; readonly unit: string } {
  const text = withDigits(words).replace(/^half\b(?: an?\b)?/i, '0.5');
  const [written = ''] = /^-?\d+(?:[.,]\d+)*/.exec(text) ?? [];
  const number = written.replace(/,(?=\d{3}\b)/g, '').replace(',', '.');
  return { amount: number === '' ? 1 : Number(number), unit: text.slice(written.length).trim() };
}

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
