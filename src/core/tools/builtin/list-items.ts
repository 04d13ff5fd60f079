import { ToolError } from '../../errors/tool-error';
import type { ListItem, UserDataReader } from '../user-data';
import { contentWords, wordsOf } from './content-words';
import { joinWords } from './join-words';

export type ListId = ListItem['list'];

export const listNames: Readonly<Record<ListId, string>> = {
  todo: 'to-do list',
  shopping: 'shopping list',
};
export const listIds = Object.keys(listNames) as ListId[];

/** What is still open on a list, oldest first. */
export async function openItems(data: UserDataReader, list: ListId): Promise<ListItem[]> {
  const items = await data.list('listItems');
  return items
    .filter((item) => item.list === list && !item.done)
    .sort((a, b) => a.createdAt - b.createdAt);
}

/** Words by which people speak of the lists themselves. */
const listWords = new Set(
  contentWords('todo to-do to-dos todos do task chore job shopping shop grocery buy thing item'),
);

/** What an item is about: its words without those for lists. */
export function subjectOf(text: string): string[] {
  return contentWords(text).filter((word) => !listWords.has(word));
}

/** Texts that differ in casing, articles and punctuation only have the same name. */
export function nameOf(text: string): string {
  return wordsOf(text)
    .filter((word) => !['a', 'an', 'the', 'my', 'some'].includes(word))
    .join(' ');
}

/**
 * The record that the words mean: one of the same name, or else the one that shares most of its words with them,
 * provided that more than half of the shorter text's words are shared ("report" finds "write the report", "brown
 * bread" does not find "brown rice"). Null when there is none; the first among equals.
 */
export function bestMatch<T extends { readonly text: string }>(
  words: string,
  records: readonly T[],
): T | null {
  const name = nameOf(words);
  const same = records.find((record) => nameOf(record.text) === name);
  if (same) return same;
  const wanted = new Set(subjectOf(words));
  let best: T | null = null;
  let bestOverlap = 0;
  for (const record of records) {
    const found = overlap(wanted, new Set(subjectOf(record.text)));
    if (found > bestOverlap) [best, bestOverlap] = [record, found];
  }
  return best;
}

/** Shared words as a part of all words; 0 when too few of the shorter set are shared. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  if (shared <= Math.min(a.size, b.size) / 2) return 0;
  return shared / (a.size + b.size - shared);
}

/** The things that a text names: "eggs, milk and some bread" are three. */
export function itemsIn(text: string): string[] {
  return text
    .split(/\s*(?:,|;|&|\n|\band\b|\bplus\b)\s*/i)
    .map((item) => item.replace(/^(?:also|some|a few|any|the|a|an)\s+/i, '').trim())
    .filter(Boolean);
}

/** Texts shown of a long list. */
const SHOWN = 20;

/** The texts as part of a sentence; of a long list the first twenty. */
export function enumerate(texts: readonly string[]): string {
  const shown = texts.slice(0, SHOWN);
  const more = texts.length - shown.length;
  return joinWords(more > 0 ? [...shown, `${more} more`] : shown);
}

/** The record for a new item, or null when the same is open on the list already. Throws when nothing is named. */
export function newItem(
  list: ListId,
  text: string,
  open: readonly ListItem[],
  made: { readonly id: string; readonly createdAt: number },
): ListItem | null {
  if (nameOf(text) === '') {
    throw new ToolError(
      `There is nothing in “${text}” that could go on your ${listNames[list]}. Say what to add; nothing was changed.`,
    );
  }
  if (open.some((item) => nameOf(item.text) === nameOf(text))) return null;
  return { ...made, list, text, done: false };
}
