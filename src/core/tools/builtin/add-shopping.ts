import { ToolError } from '../../errors/tool-error';
import type { Tool } from '../tool';
import type { ListItem } from '../user-data';
import { textOf } from './argument';
import { flatSchema, fromRequest } from './flat-schema';
import { joinWords } from './join-words';
import { itemsIn, newItem, openItems } from './list-items';

export const addShopping: Tool = {
  id: 'add_shopping',
  title: 'Shopping list',
  description: 'Adds things to buy to the shopping list.',
  permission: 'write',
  parameters: flatSchema(
    {
      items: fromRequest('What to buy', 300, {
        question: 'What should I put on your shopping list?',
      }),
    },
    ['items'],
  ),
  examples: [
    { request: 'add milk to my shopping list', arguments: { items: 'milk' } },
    { request: 'put eggs and bread on the grocery list', arguments: { items: 'eggs and bread' } },
    { request: 'we are out of coffee, put it on the list', arguments: { items: 'coffee' } },
    { request: 'I need to buy apples', arguments: { items: 'apples' } },
    { request: 'shopping list: rice', arguments: { items: 'rice' } },
    { request: 'get butter on my shopping list please', arguments: { items: 'butter' } },
  ],
  wordings: [
    'can you put soap on my shopping list',
    'add toothpaste to my list for shopping',
    'I need more sugar, add it to my groceries',
    'include batteries on the shopping list',
    'make sure cheese is on my list of things to buy',
    'I have run out of paper towels',
    'place cereal on my shopping list',
    'do I have onions on the list, if not add them',
    'is tea on my shopping list, add it if it is not',
    'make sure to put extra glue on the list',
    'I am out of detergent so put that on my list',
    'if I do not have rice on my list, please put it on there',
    'flour goes on my shopping list',
  ],
  summarise: (args) => `Add ${quoted(itemsIn(textOf(args, 'items')))} to the shopping list`,
  run: async (args, { data, newId, now }) => {
    const texts = itemsIn(textOf(args, 'items'));
    if (texts.length === 0) {
      throw new ToolError('Say what to put on your shopping list; nothing was changed.');
    }
    const open = await openItems(data, 'shopping');
    const added: ListItem[] = [];
    const present: string[] = [];
    for (const text of texts) {
      // A millisecond apart, so that they stay in the order in which they were said.
      const made = { id: newId(), createdAt: now + added.length };
      const item = newItem('shopping', text, [...open, ...added], made);
      if (item) added.push(item);
      else present.push(text);
    }
    return {
      data: { added: added.map(({ text }) => text), present },
      sentence: sentenceFor(
        added.map(({ text }) => text),
        present,
      ),
      changes: added.map((record) => ({ type: 'put', table: 'listItems', record }) as const),
    };
  },
};

function quoted(texts: readonly string[]): string {
  return joinWords(texts.map((text) => `“${text}”`));
}

function sentenceFor(added: readonly string[], present: readonly string[]): string {
  const are = present.length === 1 ? 'is' : 'are';
  if (added.length === 0) return `${quoted(present)} ${are} on your shopping list already.`;
  const put = `I put ${quoted(added)} on your shopping list`;
  return present.length === 0 ? `${put}.` : `${put}; ${quoted(present)} ${are} on it already.`;
}
