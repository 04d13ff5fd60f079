import { ToolError } from '../../errors/tool-error';
import type { Tool } from '../tool';
import { textOf } from './argument';
import { secondsIn, writeDuration } from './duration';
import { flatSchema, fromParser, fromRequest } from './flat-schema';
import { wallClock, writeSeconds, writeTime } from './wall-clock';

/** A day; what takes longer wants a date, so a reminder. */
const LONGEST = 86_400;

export const startTimer: Tool = {
  id: 'start_timer',
  title: 'Timer',
  description: 'Counts down a length of time and then rings.',
  permission: 'write',
  parameters: flatSchema(
    {
      duration: fromParser('duration', 'How long', 80, {
        question: 'How long should the timer run?',
      }),
      label: fromRequest('What it is for', 120),
    },
    ['duration'],
  ),
  examples: [
    { request: 'set a timer for 10 minutes', arguments: { duration: '10 minutes' } },
    { request: 'start a 30 second timer', arguments: { duration: '30 second' } },
    { request: 'timer for one hour', arguments: { duration: 'one hour' } },
    {
      request: 'time 3 minutes for the eggs',
      arguments: { duration: '3 minutes', label: 'the eggs' },
    },
    { request: 'wake me in 20 minutes', arguments: { duration: '20 minutes' } },
    { request: 'alert me after two hours', arguments: { duration: 'two hours' } },
  ],
  wordings: [
    'count down 5 minutes',
    'I want a timer',
    'can you start a timer please',
    'tell me when 15 minutes are up',
    'set a new timer',
    'let me know in 20 minutes',
    'let me know when half an hour is over',
    'alert me that time is up in ten minutes',
  ],
  summarise: (args) => {
    const label = textOf(args, 'label');
    const seconds = secondsIn(textOf(args, 'duration'));
    const length = seconds === null ? `“${textOf(args, 'duration')}”` : writeDuration(seconds);
    return `Start a timer of ${length}${label && ` for ${label}`}`;
  },
  run: async (args, { now, utcOffset, newId }) => {
    const seconds = durationOf(textOf(args, 'duration'));
    const label = textOf(args, 'label');
    const dueAt = now + seconds * 1000;
    const length = writeDuration(seconds);
    const end = wallClock(dueAt, utcOffset);
    const text = label ? `${length} for ${label}` : length;
    return {
      data: { seconds, dueAt },
      sentence: `The timer${label && ` for ${label}`} runs ${length}, until ${seconds < 300 ? writeSeconds(end) : writeTime(end)}.`,
      changes: [
        {
          type: 'put',
          table: 'reminders',
          record: { id: newId(), kind: 'timer', text, dueAt, createdAt: now, dismissedAt: null },
        },
      ],
    };
  },
};

function durationOf(text: string): number {
  const seconds = secondsIn(text);
  if (seconds === null || seconds === 0) {
    throw new ToolError(
      `“${text}” does not say how long the timer should run. Say it like “10 minutes”; no timer was started.`,
    );
  }
  if (seconds > LONGEST) {
    throw new ToolError(
      'A timer runs for a day at most, and none was started. Ask for a reminder instead.',
    );
  }
  return seconds;
}
