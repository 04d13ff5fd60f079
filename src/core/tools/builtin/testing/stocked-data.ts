import type { ToolArguments, ToolContext, ToolResult, Tool } from '../../tool';
import type { ListItem, Note, Reminder, UserDataReader, UserDataTables } from '../../user-data';

/** Monday, 23 November 2026, 10:30 on the clock of a user one hour east of Greenwich. */
export const monday = Date.UTC(2026, 10, 23, 9, 30);

type Things = { readonly [T in keyof UserDataTables]: readonly UserDataTables[T][] };

export function readerOf(things: Partial<Things>): UserDataReader {
  const all: Things = { notes: [], listItems: [], reminders: [], ...things };
  return { list: async (table) => [...all[table]] as never };
}

export function listItem(list: ListItem['list'], text: string, createdAt = 1): ListItem {
  return { id: `${list}-${text}`, list, text, done: false, createdAt };
}

export function note(text: string, createdAt = 1): Note {
  return { id: `note-${text}`, text, createdAt };
}

export function reminder(text: string, dueAt: number, over: Partial<Reminder> = {}): Reminder {
  const id = `reminder-${text}`;
  return { id, kind: 'reminder', text, dueAt, createdAt: 1, dismissedAt: null, ...over };
}

/** Something of everything, so that each tool's examples have what they speak of. */
export const stock: Things = {
  listItems: [
    ...['laundry', 'write the report', 'do the dishes'].map((text) => listItem('todo', text)),
    ...['milk', 'brown bread', 'eggs'].map((text) => listItem('shopping', text)),
  ],
  notes: [
    'the wifi password is on the fridge',
    'the code is 4312',
    'Anna likes tea',
    'the spare key is under the pot',
    'the car is on level 3',
    'Tom is allergic to nuts',
  ].map((text, index) => note(text, index)),
  reminders: [reminder('water the plants', monday + 86_400_000)],
};

export function contextWith(things: Partial<Things>, over: Partial<ToolContext> = {}): ToolContext {
  let ids = 0;
  return {
    now: monday,
    utcOffset: () => 60,
    data: readerOf(things),
    newId: () => `new-${++ids}`,
    ...over,
  };
}

/** Runs a tool on the given things. */
export function runOn(
  tool: Tool,
  args: ToolArguments,
  things: Partial<Things> = stock,
  over: Partial<ToolContext> = {},
): Promise<ToolResult> {
  return tool.run(args, contextWith(things, over));
}
