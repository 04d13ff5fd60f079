import { ToolError } from '../../errors/tool-error';
import type { Tool } from '../tool';
import type { ListItem } from '../user-data';
import { textOf } from './argument';
import { wordsOf } from './content-words';
import { flatSchema, fromRequest } from './flat-schema';
import { joinWords } from './join-words';
import { bestMatch, enumerate, itemsIn, listIds, listNames, openItems } from './list-items';
import type { ListId } from './list-items';

export const completeItem: Tool = {
  id: 'complete_item',
  title: 'Tick off',
  description: 'Ticks something off the to-do list or the shopping list.',
  permission: 'write',
  parameters: flatSchema(
    {
      item: fromRequest('What to tick off; “everything” for all of a list', 200, {
        question: 'What should I tick off?',
      }),
      list: { type: 'string', description: 'Which list', enum: listIds, 'x-source': 'enum' },
    },
    ['item'],
  ),
  examples: [
    {
      request: 'take milk off my shopping list',
      arguments: { item: 'milk', list: 'shopping' },
    },
    { request: 'I finished the laundry, cross it off', arguments: { item: 'laundry' } },
    {
      request: 'remove the report from my to-do list',
      arguments: { item: 'report', list: 'todo' },
    },
    { request: 'mark dishes as done', arguments: { item: 'dishes' } },
    {
      request: 'erase everything on my shopping list',
      arguments: { item: 'everything', list: 'shopping' },
    },
    { request: 'I already bought the bread', arguments: { item: 'bread' } },
  ],
  wordings: [
    'delete eggs from the grocery list',
    'cross vacuuming off my list',
    'clear my to-do list',
    'get rid of the gym on my todo list',
    "I don't need cheese anymore, remove it",
    'scratch ironing off my chores',
    'take painting the fence off my to do list',
    'delete my to-do list',
    'take cleaning the oven off my list',
    'I no longer have to mow the lawn, take it off my list',
    'strike buying stamps from my chores',
    'cross off visit grandma from the to do list',
    'remove bananas from my groceries',
    'please cross the meeting with the lawyer off of the to do list',
    'go ahead and take sweeping the porch off my todo list',
    "I'm finished with the ironing on my list",
    'forget the onions, I no longer need them',
    'please take shoveling off of my list of tasks to complete',
    'I just finished vacuuming, so cross that off',
    'clear out my whole todo list',
    'can you check cooking dinner off my to do list',
  ],
  summarise: (args) => {
    const list = listNames[textOf(args, 'list') as ListId];
    return `Tick “${textOf(args, 'item')}” off ${list ? `the ${list}` : 'your lists'}`;
  },
  run: async (args, { data }) => {
    const item = textOf(args, 'item');
    const list = listMeant(textOf(args, 'list'), item);
    const open = {
      todo: await openItems(data, 'todo'),
      shopping: await openItems(data, 'shopping'),
    };
    const done = meansEverything(item) ? everything(list, open) : named(item, list, open);
    return {
      data: { done: done.map(({ text }) => text) },
      sentence: sentenceFor(done),
      changes: done.map(
        (record) =>
          ({ type: 'put', table: 'listItems', record: { ...record, done: true } }) as const,
      ),
    };
  },
};

type OpenItems = Readonly<Record<ListId, readonly ListItem[]>>;

/** The list that was filled in, or else the one that the item's words name ("everything on my shopping list"). */
function listMeant(list: string, item: string): ListId | null {
  if (list === 'todo' || list === 'shopping') return list;
  if (/\b(shopping|grocery|groceries)\b/i.test(item)) return 'shopping';
  return /\b(to-?dos?|to do list|tasks?|chores)\b/i.test(item) ? 'todo' : null;
}

const setOf = (words: string) => new Set(words.split(' '));
const all = setOf('everything all every entire whole');
const emptying = setOf('clear empty erase delete wipe clean reset');
const lists = setOf('list lists to-dos todos tasks chores groceries items item things thing');
const around = setOf('of the my on from off in it them to do to-do todo shopping grocery task out');

/**
 * "everything", "all items", "clear my to-do list". A list's name alone is not enough: it is a likely slip for
 * "take milk off my list", and would cost the whole list.
 */
function meansEverything(item: string): boolean {
  const words = wordsOf(item);
  const has = (set: ReadonlySet<string>) => words.some((word) => set.has(word));
  const known = [all, emptying, lists, around];
  if (!words.every((word) => known.some((set) => set.has(word)))) return false;
  return has(all) || (has(emptying) && has(lists));
}

/** All of the list, or of the only one that has anything on it. */
function everything(list: ListId | null, open: OpenItems): readonly ListItem[] {
  const full = list ? [list] : listIds.filter((id) => open[id].length > 0);
  if (full.length > 1) {
    throw new ToolError(
      'Both lists have something on them, and nothing was changed. Say which one to clear: the to-do list or the shopping list.',
    );
  }
  const items = full.flatMap((id) => open[id]);
  if (items.length > 0) return items;
  throw new ToolError(
    `${list ? `Your ${listNames[list]} is` : 'Your lists are'} empty: there is nothing to tick off.`,
  );
}

/** The items meant by the words: one, or one for each part of "milk and eggs". The named list comes first. */
function named(item: string, list: ListId | null, open: OpenItems): readonly ListItem[] {
  const order = list === 'shopping' ? [...listIds].reverse() : listIds;
  const searched = list ? order.map((id) => open[id]) : [order.flatMap((id) => open[id])];
  const find = (words: string, among: (record: ListItem) => boolean = () => true) =>
    searched.map((records) => bestMatch(words, records.filter(among))).find(Boolean) ?? null;

  const parts = itemsIn(item);
  if (parts.length < 2) {
    const found = find(item);
    if (found) return [found];
    throw new ToolError(notFound(item, list, open));
  }
  // An item that is itself two things, "wash and dry the car", is one.
  const whole = find(item, ({ text }) => itemsIn(text).length > 1);
  if (whole) return [whole];
  const found = parts.map((part) => {
    const record = find(part);
    if (record) return record;
    throw new ToolError(notFound(part, list, open));
  });
  return [...new Set(found)];
}

function notFound(item: string, list: ListId | null, open: OpenItems): string {
  const contents = (list ? [list] : listIds).map((id) =>
    open[id].length === 0
      ? `Your ${listNames[id]} is empty.`
      : `On your ${listNames[id]}: ${enumerate(open[id].map(({ text }) => text))}.`,
  );
  const where = list ? `your ${listNames[list]}` : 'your lists';
  return `I can’t find “${item}” on ${where}; nothing was changed. ${contents.join(' ')}`;
}

function sentenceFor(done: readonly ListItem[]): string {
  const quoted = enumerate(done.map(({ text }) => `“${text}”`));
  const from = listIds.filter((id) => done.some((item) => item.list === id));
  return `I ticked ${quoted} off your ${joinWords(from.map((id) => listNames[id]))}.`;
}
