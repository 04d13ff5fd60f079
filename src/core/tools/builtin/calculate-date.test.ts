import { afterEach, describe, expect, it } from 'vitest';
import { calculateDate } from './calculate-date';
import { monday, runOn, stock } from './testing/stocked-data';

const find = (when: string, utcOffset = 60) =>
  runOn(calculateDate, when ? { when } : {}, stock, { utcOffset: () => utcOffset });

/** Asked on Monday, 23 November 2026. */
const known: readonly (readonly [string, string])[] = [
  ['', 'Today is Monday, 23 November 2026.'],
  ['today', 'Today is Monday, 23 November 2026.'],
  ['the date', 'Today is Monday, 23 November 2026.'],
  ['tell me the date', 'Today is Monday, 23 November 2026.'],
  ['what day of the month it is', 'Today is Monday, 23 November 2026.'],
  ["today's date", 'Today is Monday, 23 November 2026.'],
  ['tomorrow', 'Tomorrow is Tuesday, 24 November 2026.'],
  ['yesterday', 'Yesterday was Sunday, 22 November 2026.'],
  ['day after tomorrow', 'Day after tomorrow is Wednesday, 25 November 2026.'],
  ['in 45 days', '45 days from now is Thursday, 7 January 2027.'],
  ['forty-five days from now', 'Forty-five days from now is Thursday, 7 January 2027.'],
  ['two weeks from now', 'Two weeks from now is Monday, 7 December 2026.'],
  ['in a fortnight', 'A fortnight from now is Monday, 7 December 2026.'],
  ['3 weeks ago', '3 weeks ago was Monday, 2 November 2026.'],
  ['100 years ago', '100 years ago was Tuesday, 23 November 1926.'],
  ['friday', 'Friday is Friday, 27 November 2026.'],
  ['next monday', 'Next Monday is Monday, 30 November 2026.'],
  ['last friday', 'Last Friday was Friday, 20 November 2026.'],
  ['a week from friday', 'A week from Friday is Friday, 4 December 2026.'],
  ['2 days before christmas', '2 days before christmas is Wednesday, 23 December 2026.'],
  ['new year’s eve', 'New year’s eve is Thursday, 31 December 2026.'],
  ['3 may', '3 May is Monday, 3 May 2027.'],
  ['the 15th', 'The 15th is Tuesday, 15 December 2026.'],
  ['2027-01-07', '2027-01-07 is Thursday, 7 January 2027.'],
  ['in an hour', 'An hour from now is Monday, 23 November 2026 at 11:30.'],
];

it.each(known)('knows “%s”', async (when, sentence) => {
  expect((await find(when)).sentence).toBe(sentence);
});

it('gives the date and its distance in days too', async () => {
  expect((await find('3 weeks ago')).data).toEqual({ date: '2026-11-02', days: -21 });
});

it.each(['my birthday', '5 days before my birthday', 'in 99999999 years', '32 may'])(
  'says that “%s” is no date it knows',
  async (when) => {
    await expect(find(when)).rejects.toMatchObject({
      code: 'tool-failed',
      message: expect.stringContaining(`“${when}”`),
    });
  },
);

describe('goes by the user’s zone', () => {
  it('where it is already tomorrow', async () => {
    expect((await find('', 14 * 60 + 30)).sentence).toBe('Today is Tuesday, 24 November 2026.');
    expect((await find('', 14 * 60)).sentence).toBe('Today is Monday, 23 November 2026.');
  });

  it('where it is still yesterday', async () => {
    expect((await find('tomorrow', -10 * 60)).sentence).toContain('Monday, 23 November 2026');
    expect((await find('tomorrow', -9 * 60)).sentence).toContain('Tuesday, 24 November 2026');
  });
});

describe('does not depend on the machine’s zone', () => {
  const machine = process.env.TZ;
  afterEach(() => {
    process.env.TZ = machine;
  });

  it.each(['UTC', 'Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Kiritimati'])(
    '%s',
    async (zone) => {
      process.env.TZ = zone;
      expect(new Date(monday).getTimezoneOffset()).toBe(zoneOffsets[zone]);
      for (const [when, sentence] of known) expect((await find(when)).sentence).toBe(sentence);
    },
  );
});

/** What `getTimezoneOffset` says in these zones: proof that the machine's zone has changed. */
const zoneOffsets: Readonly<Record<string, number>> = {
  UTC: 0,
  'Pacific/Auckland': -780,
  'America/Los_Angeles': 480,
  'Asia/Kolkata': -330,
  'Pacific/Kiritimati': -840,
};
