import type { Json } from '../json-schema';
import type { Tool, ToolContext } from '../tool';
import type { Reminder } from '../user-data';
import { textOf } from './argument';
import { flatSchema, fromRequest } from './flat-schema';
import { bestMatch, enumerate, listNames, openItems, subjectOf } from './list-items';
import type { ListId } from './list-items';
import { quotedNote } from './quoted-note';
import { writeMoment } from './wall-clock';

export const showList: Tool = {
  id: 'show_list',
  title: 'Show a list',
  description: 'Shows the to-do list, the shopping list, the reminders or the notes.',
  permission: 'read',
  parameters: flatSchema(
    {
      list: {
        type: 'string',
        description: 'Which list',
        enum: ['todo', 'shopping', 'reminders', 'notes'],
        'x-source': 'enum',
        'x-question': 'Which list: to-do, shopping, reminders or notes?',
      },
      item: fromRequest('What to look for on it', 200),
    },
    ['list'],
  ),
  examples: [
    { request: 'what is on my to-do list?', arguments: { list: 'todo' } },
    { request: 'show my shopping list', arguments: { list: 'shopping' } },
    { request: 'read me my reminders', arguments: { list: 'reminders' } },
    { request: 'list my notes', arguments: { list: 'notes' } },
    {
      request: 'is there milk on my shopping list?',
      arguments: { list: 'shopping', item: 'milk' },
    },
    {
      request: 'do I have laundry on my to-do list?',
      arguments: { list: 'todo', item: 'laundry' },
    },
  ],
  wordings: [
    'what do I have to do today',
    'what do I need to buy',
    'did I put paper on my shopping list',
    'what are my reminders',
    'tell me what is left on my todo list',
    'does my list have eggs on it',
    'what did I ask you to remind me of',
    'check whether ironing is on my list of tasks',
    'what groceries do I need',
    'what chores are on my list',
    'go through my list of reminders',
    'is calling the vet on my list of reminders',
    'did I set up a reminder to water the plants',
    'confirm that sweeping is on my list',
    'what were the things I wanted to remember',
    'do I already have a reminder for the rent',
    'is washing the car already in my reminders',
    'have I put soap on the shopping list',
    'what is left for me to do',
    'is there soap on my shopping list',
    'is sugar currently on my list for shopping',
    'can you tell me whether honey is on my shopping list',
    'do I have shampoo on my shopping list',
    'is cleaning the attic on my list of things to do',
    'remind me which tasks are on my to do list',
    'let me see the reminders',
    'read my to do list back to me, please',
    'did I put sweeping on my todos',
    'is there a reminder for my yoga class',
    'what was it that I wanted to remember',
  ],
  summarise: (args) => {
    const list = nameOfShown(textOf(args, 'list'));
    const item = textOf(args, 'item');
    return item ? `Look for “${item}” on your ${list}` : `Show your ${list}`;
  },
  run: async (args, context) => {
    const item = textOf(args, 'item');
    const shown = await read(textOf(args, 'list'), context);
    // "show my list" may come with words that name no item; they ask for the whole list.
    const asked = subjectOf(item).length > 0;
    const found = asked ? bestMatch(item, shown.entries) : null;
    const data: Json = { entries: (found ? [found] : asked ? [] : shown.entries).map(textOfEntry) };
    if (!asked) return { data, sentence: shown.all(), changes: [] };
    const sentence = found ? shown.yes(found) : shown.no(item);
    return { data, sentence, changes: [] };
  },
};

interface Entry {
  readonly text: string;
  /** The entry in a sentence, where that is more than its text. */
  readonly said?: string;
}

interface Shown {
  readonly entries: readonly Entry[];
  all(): string;
  yes(entry: Entry): string;
  no(item: string): string;
}

const textOfEntry = ({ text }: Entry): string => text;
const saying = ({ text, said }: Entry): string => said ?? text;

function nameOfShown(list: string): string {
  return listNames[list as ListId] ?? list;
}

async function read(list: string, context: ToolContext): Promise<Shown> {
  if (list === 'notes') return notes(context);
  if (list === 'reminders') return reminders(context);
  return items(list as ListId, context);
}

async function items(list: ListId, { data }: ToolContext): Promise<Shown> {
  const entries = await openItems(data, list);
  const name = listNames[list];
  return {
    entries,
    all: () =>
      entries.length === 0
        ? `Your ${name} is empty.`
        : `On your ${name}: ${enumerate(entries.map(textOfEntry))}.`,
    yes: ({ text }) => `Yes, “${text}” is on your ${name}.`,
    no: (item) => `No, “${item}” is not on your ${name}.`,
  };
}

/** Reminders and running timers that nobody has dismissed, the next one first. */
async function reminders({ data, now, utcOffset }: ToolContext): Promise<Shown> {
  const entry = ({ kind, text, dueAt }: Reminder): Entry => {
    const name = kind === 'timer' ? `timer of ${text}` : text;
    return { text, said: `${name} (${writeMoment(dueAt, now, utcOffset)})` };
  };
  const entries = (await data.list('reminders'))
    .filter(({ dismissedAt }) => dismissedAt === null)
    .sort((a, b) => a.dueAt - b.dueAt)
    .map(entry);
  return {
    entries,
    all: () =>
      entries.length === 0
        ? 'You have no reminders.'
        : `Your reminders: ${enumerate(entries.map(saying))}.`,
    yes: (found) => `Yes, you have this reminder: ${saying(found)}.`,
    no: (item) => `No, you have no reminder about “${item}”.`,
  };
}

/** The newest first. */
async function notes({ data }: ToolContext): Promise<Shown> {
  const all = (await data.list('notes')).sort((a, b) => b.createdAt - a.createdAt);
  const entries = all.map(({ text }): Entry => ({ text, said: quotedNote(text) }));
  return {
    entries,
    all: () =>
      entries.length === 0
        ? 'You have no notes.'
        : `Your notes: ${enumerate(entries.map(saying))}.`,
    yes: (found) => `Yes, you noted ${saying(found)}.`,
    no: (item) => `No, you have no note about “${item}”.`,
  };
}
