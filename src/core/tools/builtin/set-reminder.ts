import { ToolError } from '../../errors/tool-error';
import type { Tool } from '../tool';
import { textOf } from './argument';
import { flatSchema, fromParser, fromRequest } from './flat-schema';
import { DAY, HOUR, momentOf, startOfDay, wallClock, writeMoment } from './wall-clock';
import { readMoment } from './when';
import type { Moment, Present } from './when';

export const setReminder: Tool = {
  id: 'set_reminder',
  title: 'Reminders',
  description: 'Reminds you of something at a time.',
  permission: 'write',
  parameters: flatSchema(
    {
      text: fromRequest('What to remind you of', 300, {
        question: 'What should I remind you of?',
      }),
      when: fromParser('moment', 'When', 100, { question: 'When should I remind you?' }),
    },
    ['text', 'when'],
  ),
  examples: [
    {
      request: 'remind me to call mum tomorrow at 5',
      arguments: { text: 'call mum', when: 'tomorrow at 5' },
    },
    {
      request: 'set a reminder to take my pills at 8 pm',
      arguments: { text: 'take my pills', when: 'at 8 pm' },
    },
    {
      request: "don't let me forget the meeting on friday",
      arguments: { text: 'the meeting', when: 'on friday' },
    },
    {
      request: 'make me a reminder for my interview on monday',
      arguments: { text: 'my interview', when: 'on monday' },
    },
    {
      request: 'tomorrow at noon remind me to eat lunch',
      arguments: { text: 'eat lunch', when: 'tomorrow at noon' },
    },
    {
      request: 'would you remind me to feed the dog tonight',
      arguments: { text: 'feed the dog', when: 'tonight' },
    },
  ],
  wordings: [
    'remind me about the dentist',
    'I need a reminder to water the plants',
    'please remind me of something',
    'can you set up a reminder for me',
    'I need to be reminded to stretch',
    'create a new reminder',
    'put in a reminder to pay the rent on the first',
    'remind me to shop for shoes',
    'at 6 this evening remind me to turn off the heating',
    'I want to be reminded about the concert',
    'I need to be notified to feed the dog',
    "don't let me forget to check the oven",
    'tell me to take out the garbage in an hour',
    'add a reminder to check the mail',
    'I want to get reminded to clean the car',
    'next time I am in town remind me to return the book',
  ],
  summarise: (args) => {
    const when = textOf(args, 'when');
    return `Remind you of “${textOf(args, 'text')}”${when && `, ${when}`}`;
  },
  run: async (args, context) => {
    const { now, utcOffset, newId } = context;
    const about = textOf(args, 'text').replace(/^(to|about|that) /i, '');
    const { text, dueAt } = await reminderFor(about, textOf(args, 'when'), context);
    return {
      data: { text, dueAt },
      sentence: `I will remind you on ${writeMoment(dueAt, now, utcOffset)}: ${text}.`,
      changes: [
        {
          type: 'put',
          table: 'reminders',
          record: { id: newId(), kind: 'reminder', text, dueAt, createdAt: now, dismissedAt: null },
        },
      ],
    };
  },
};

const sayWhen = 'Say when, for example “tomorrow at 9”. No reminder was set.';

const repeats =
  /\b(?:every|each) (?:other |single )?(?:day|morning|evening|night|week|month|year|hour|\w+day)s?\b|\b(?:daily|weekly|monthly)$/i;

/** Inside other words, "may" is seldom the month. */
const clearly = /\s|\d|day$|tonight|tomorrow|noon|midnight/i;

/** When the time was not filled in it may stand in the text: "call mum tomorrow at 5". */
async function reminderFor(text: string, when: string, present: Present) {
  if (repeats.test(`${text} ${when}`)) {
    throw new ToolError('Reminders can’t repeat, and none was set. Name one day and time.');
  }
  const moment = await readMoment(when || text, present);
  if (!moment || (!when && !clearly.test(moment.words))) {
    const missing = when
      ? `I can’t read “${when}” as a time.`
      : `I don’t know when to remind you of “${text}”.`;
    throw new ToolError(`${missing} ${sayWhen}`);
  }
  return { text: when ? text : without(text, moment.words), dueAt: comingTime(moment, present) };
}

function without(text: string, words: string): string {
  const rest = text.replace(words, ' ').replace(/\s+/g, ' ').trim();
  return rest || text;
}

/** "Today" said after nine in the morning. */
const EVENING = 18;

const weekday = /^(on |this )?(mon|tues|wednes|thurs|fri|satur|sun)day$/i;

/** Its time, which must lie ahead. A weekday alone ("on tuesday", said on a Tuesday) means the next one, "today" the evening. */
function comingTime({ at, hasTime, words }: Moment, { now, utcOffset }: Present): number {
  if (at > now) return at;
  if (!hasTime && weekday.test(words)) {
    return momentOf(wallClock(at, utcOffset) + 7 * DAY, utcOffset);
  }
  const day = startOfDay(wallClock(at, utcOffset));
  const evening = momentOf(day + EVENING * HOUR, utcOffset);
  if (!hasTime && /\btoday$/i.test(words) && evening > now) return evening;
  const passed = writeMoment(at, now, utcOffset);
  throw new ToolError(
    `${passed} has passed, and no reminder was set. Say a time to come, for example “tomorrow at 9”.`,
  );
}
