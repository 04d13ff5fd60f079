import { describe, expect, it } from 'vitest';
import { convertUnits } from './convert-units';
import { runOn } from './testing/stocked-data';

const convert = (amount: number | string | null, from: string, to: string) =>
  runOn(convertUnits, { quantity: amount === null ? from : `${amount} ${from}`, to });

it.each([
  [500, 'ml', 'cups', '500 ml is 2.11 cups.'],
  [10, 'miles', 'kilometers', '10 miles is 16.09 km.'],
  [72, 'fahrenheit', 'celsius', '72 °F is 22.22 °C.'],
  [-40, '°C', '°F', '-40 °C is -40 °F.'],
  [0, 'degrees celsius', 'kelvin', '0 °C is 273.15 K.'],
  [null, 'a pound', 'ounces', '1 pound is 16 ounces.'],
  [5, 'feet', 'cm', '5 feet is 152.4 cm.'],
  [3, 'kg', 'pounds', '3 kg is 6.61 pounds.'],
  [null, 'mile', 'metres', '1 mile is 1609.34 m.'],
  [6, 'inches', 'centimeters', '6 inches is 15.24 cm.'],
  [null, 'liters', 'gallons', '1 l is 0.264 gallons.'],
  [200, 'grams', 'ounces', '200 g is 7.05 ounces.'],
  [null, 'a cup', 'tablespoons', '1 cup is 16 tablespoons.'],
  [2, 'tablespoons', 'teaspoons', '2 tablespoons is 6 teaspoons.'],
  [60, 'mph', 'kilometers per hour', '60 mph is 96.56 km/h.'],
  [12, 'stones', 'kilos', '12 stone is 76.2 kg.'],
  [2, 'acres', 'square meters', '2 acres is 8093.71 m².'],
  [90, 'minutes', 'hours', '90 minutes is 1.5 hours.'],
  [3, 'days', 'seconds', '3 days is 259,200 seconds.'],
  [1, 'knot', 'km/h', '1 knot is 1.85 km/h.'],
  [2, 'pints', 'litres', '2 pints is 0.946 l.'],
  [30, 'psi', 'bar', '30 psi is 2.07 bar.'],
  [500, 'calories', 'kJ', '500 kcal is 2092 kJ.'],
  [5, 'mm', 'miles', '5 mm is 0.00000311 miles.'],
])('%s %s to %s', async (amount, from, to, sentence) => {
  expect((await convert(amount, from, to)).sentence).toBe(sentence);
});

it.each([
  ['1,500', 'meters', 'km', '1500 m is 1.5 km.'],
  ['2.5', 'kg', 'g', '2.5 kg is 2500 g.'],
  ['half', 'a cup', 'tablespoons', '0.5 cups is 8 tablespoons.'],
  ['twelve', 'inches', 'many feet', '12 inches is 1 foot.'],
])('reads %s %s', async (amount, from, to, sentence) => {
  expect((await convert(amount, from, to)).sentence).toBe(sentence);
});

it.each([
  ['half a pound', 'grams', '0.5 pounds is 226.8 g.'],
  ['1 1/2 cups', 'tablespoons', '1.5 cups is 24 tablespoons.'],
  ['½ cup', 'tablespoons', '0.5 cups is 8 tablespoons.'],
  ['three quarters of a mile', 'feet', '0.75 miles is 3960 feet.'],
  ['two and a half hours', 'minutes', '2.5 hours is 150 minutes.'],
])('reads “%s” as an amount', async (quantity, to, sentence) => {
  expect((await runOn(convertUnits, { quantity, to })).sentence).toBe(sentence);
});

it('takes ounces as fluid where the other unit measures volume', async () => {
  expect((await convert(8, 'ounces', 'ml')).sentence).toBe('8 fluid ounces is 236.59 ml.');
});

it('takes a quantity as it stands in the request', async () => {
  expect((await convert(null, '500 ml', 'cups')).sentence).toBe('500 ml is 2.11 cups.');
});

it('is exact about gallons, of which mathjs has a rounded one', async () => {
  expect((await convert(1, 'gallon', 'ml')).data).toMatchObject({ value: 3785.411784 });
});

it('comes back to the amount it began with', async () => {
  const pairs = [
    ['acres', 'hectares'],
    ['celsius', 'fahrenheit'],
    ['knots', 'ft/s'],
    ['quarts', 'fluid ounces'],
    ['years', 'months'],
  ];
  for (const [from, to] of pairs) {
    const there = await convert(7, from, to);
    const { value } = there.data as { value: number };
    expect((await convert(value, to, from)).data).toMatchObject({ value: 7 });
  }
});

describe('says why it can’t convert', () => {
  it.each([
    ['grams', 'cups', '“grams” measures mass and “cups” measures volume'],
    ['smoots', 'meters', 'I don’t know the unit “smoots”'],
    ['meters', '', 'I don’t know the unit “”'],
  ])('%s to %s', async (from, to, reason) => {
    await expect(convert(1, from, to)).rejects.toMatchObject({
      code: 'tool-failed',
      message: expect.stringContaining(reason),
    });
  });
});
