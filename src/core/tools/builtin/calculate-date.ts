import { ToolError } from '../../errors/tool-error';
import type { Tool } from '../tool';
import { textOf } from './argument';
import { contentWords } from './content-words';
import { flatSchema, fromParser } from './flat-schema';
import { capitalised } from './join-words';
import { DAY, isoDate, startOfDay, wallClock, writeDate, writeTime } from './wall-clock';
import { readMoment } from './when';
import type { Moment, Present } from './when';

export const calculateDate: Tool = {
  id: 'calculate_date',
  title: 'Dates',
  description: 'Says what day and date it is today, or some time before or after.',
  permission: 'read',
  parameters: flatSchema({ when: fromParser('moment', 'Which day; today when left out', 100) }, []),
  examples: [
    { request: 'what day is it in 45 days?', arguments: { when: 'in 45 days' } },
    { request: 'what is the date today', arguments: { when: 'today' } },
    { request: 'what day of the week is next friday', arguments: { when: 'next friday' } },
    { request: 'which day was 3 weeks ago', arguments: { when: '3 weeks ago' } },
    {
      request: 'what will the date be two weeks from now',
      arguments: { when: 'two weeks from now' },
    },
    { request: 'give me the date of next monday', arguments: { when: 'next monday' } },
  ],
  wordings: [
    'what date is it tomorrow',
    'tell me the date',
    'today is which day',
    "how do I write today's date",
    'do you know what day of the month it is',
    "what's the date",
    'what is it today',
  ],
  summarise: (args) => `Find the date of “${textOf(args, 'when') || 'today'}”`,
  run: async (args, context) => {
    const when = textOf(args, 'when');
    const moment = await momentMeant(when, context);
    const today = startOfDay(wallClock(context.now, context.utcOffset));
    const day = startOfDay(wallClock(moment.at, context.utcOffset));
    const days = Math.round((day - today) / DAY);
    return {
      data: { date: isoDate(day), days },
      sentence: sentenceFor(moment, days, context),
      changes: [],
    };
  },
};

/** Words that ask for the date without naming a day ("the date", "what day of the month it is") mean today. */
async function momentMeant(when: string, present: Present): Promise<Moment> {
  if (contentWords(when).every((word) => asking.has(word)) && !relative.test(when)) {
    return { at: present.now, hasTime: false, words: 'today' };
  }
  const moment = await readMoment(when, present);
  if (moment) return moment;
  throw new ToolError(
    `I can’t find a date in “${when}”. Say it like “in 45 days”, “next Friday” or “3 May”.`,
  );
}

const asking = new Set(contentWords('date day today week month year know'));
const relative = /\b(in|next|last|past|previous|coming|ago|after|before|from|now)\b/i;

function sentenceFor({ at, hasTime, words }: Moment, days: number, { utcOffset }: Present): string {
  const wall = wallClock(at, utcOffset);
  const time = hasTime ? ` at ${writeTime(wall)}` : '';
  const verb = days < 0 ? 'was' : 'is';
  return `${capitalised(namedDay(words))} ${verb} ${writeDate(wall)}${time}.`;
}

/** "in 45 days" as the subject of a sentence: "45 days from now". Names of days get their capital. */
function namedDay(words: string): string {
  return words
    .replace(/^in (.+)$/i, '$1 from now')
    .replace(/^(on|at) /i, '')
    .replace(/\b(mon|tues|wednes|thurs|fri|satur|sun)day\b/gi, capitalised)
    .replace(/\b(january|february|april|june|july|august)\b/gi, capitalised)
    .replace(/\b(may|march)(?= \d)|(?<=\d )(may|march)\b/gi, capitalised)
    .replace(/\b(september|october|november|december)\b/gi, capitalised);
}
