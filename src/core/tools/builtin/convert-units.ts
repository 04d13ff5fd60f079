import { ToolError } from '../../errors/tool-error';
import type { Tool, ToolArguments } from '../tool';
import { textOf } from './argument';
import { flatSchema, fromRequest } from './flat-schema';
import { mathematics } from './mathematics';
import { likeOther, unitNamed } from './unit-names';
import type { NamedUnit } from './unit-names';
import { roundQuantity, writeNumber } from './write-number';

export const convertUnits: Tool = {
  id: 'convert_units',
  title: 'Unit converter',
  description: 'Converts an amount from one unit to another.',
  permission: 'read',
  parameters: flatSchema(
    {
      amount: { type: 'number', description: 'How many; 1 when left out', 'x-source': 'number' },
      from: fromRequest('The unit it is in', 60),
      to: fromRequest('The unit wanted', 60),
    },
    ['from', 'to'],
  ),
  examples: [
    {
      request: 'how many cups is 500 ml?',
      arguments: { amount: 500, from: 'ml', to: 'cups' },
    },
    {
      request: 'convert 10 miles to kilometers',
      arguments: { amount: 10, from: 'miles', to: 'kilometers' },
    },
    {
      request: 'what is 72 fahrenheit in celsius',
      arguments: { amount: 72, from: 'fahrenheit', to: 'celsius' },
    },
    { request: 'how many ounces are in a pound', arguments: { from: 'pound', to: 'ounces' } },
    { request: '5 feet in cm', arguments: { amount: 5, from: 'feet', to: 'cm' } },
    { request: 'change 3 kg to pounds', arguments: { amount: 3, from: 'kg', to: 'pounds' } },
  ],
  wordings: [
    'how many meters make a mile',
    'what is 6 inches in centimeters',
    'how do I convert liters to gallons',
    'if I have 200 grams how many ounces is that',
    'how many tablespoons are there in a cup',
    'give me 60 mph in kilometers per hour',
  ],
  summarise: (args) =>
    ['Convert', args.amount, textOf(args, 'from'), 'to', textOf(args, 'to')]
      .filter((word) => word !== undefined)
      .join(' '),
  run: async (args) => {
    const amount = amountOf(args);
    const [named, wanted] = [knownUnit(textOf(args, 'from')), knownUnit(textOf(args, 'to'))];
    const [from, to] = [likeOther(named, wanted), likeOther(wanted, named)];
    if (from.measure !== to.measure) throw incompatible(from, to, args);
    const { quantity } = await mathematics();
    const value = quantity(amount * from.factor, from.unit).toNumber(to.unit) / to.factor;
    const rounded = roundQuantity(value);
    return {
      data: { amount, from: from.one, to: to.one, value: Number(value.toPrecision(12)) },
      sentence: `${write(amount, from)} is ${write(rounded, to)}.`,
      changes: [],
    };
  },
};

/** The amount, which may have come with the unit ("500 ml"); 1 when none is said. */
function amountOf(args: ToolArguments): number {
  if (typeof args.amount === 'number') return args.amount;
  const written = /^-?\d+(?:[.,]\d+)?/.exec(textOf(args, 'from'))?.[0];
  return written === undefined ? 1 : Number(written.replace(',', '.'));
}

function knownUnit(words: string): NamedUnit {
  const unit = unitNamed(words);
  if (unit) return unit;
  throw new ToolError(
    `I don’t know the unit “${words}”. Name it like “kilometers”, “cups” or “°F”.`,
  );
}

function incompatible(from: NamedUnit, to: NamedUnit, args: ToolArguments): ToolError {
  const [given, wanted] = [textOf(args, 'from'), textOf(args, 'to')];
  return new ToolError(
    `“${given}” measures ${from.measure} and “${wanted}” measures ${to.measure}, so one can’t be turned into the other. Name two units that measure the same.`,
  );
}

function write(amount: number, { one, many }: NamedUnit): string {
  return `${writeNumber(amount)} ${amount === 1 ? one : many}`;
}
