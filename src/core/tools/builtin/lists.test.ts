import { describe, expect, it } from 'vitest';
import type { ToolArguments } from '../tool';
import type { ListItem } from '../user-data';
import { addShopping } from './add-shopping';
import { addTodo } from './add-todo';
import { completeItem } from './complete-item';
import { showList } from './show-list';
import { listItem, monday, note, reminder, runOn } from './testing/stocked-data';

const shopping = ['milk', 'brown bread', 'eggs'].map((text) => listItem('shopping', text));
const todo = ['laundry', 'write the report', 'wash and dry the car'].map((text) =>
  listItem('todo', text),
);
const things = { listItems: [...shopping, ...todo] };
const bought = { ...listItem('shopping', 'butter'), done: true };

const itemsOf = (changes: readonly unknown[]) =>
  (changes as readonly { readonly record: ListItem }[]).map(({ record }) => record);
const textsOf = (changes: readonly unknown[]) => itemsOf(changes).map(({ text }) => text);

describe('adding to the to-do list', () => {
  it('puts the task on it', async () => {
    const { sentence, changes } = await runOn(addTodo, { text: 'call the bank' }, things);
    expect(sentence).toBe('I put “call the bank” on your to-do list.');
    const record = { id: 'new-1', list: 'todo', text: 'call the bank', done: false };
    expect(changes).toEqual([
      { type: 'put', table: 'listItems', record: { ...record, createdAt: monday } },
    ]);
  });

  it('leaves one that is open already', async () => {
    const { sentence, changes } = await runOn(addTodo, { text: 'The laundry' }, things);
    expect(sentence).toBe('“The laundry” is on your to-do list already.');
    expect(changes).toEqual([]);
  });

  it('refuses bare punctuation', async () => {
    await expect(runOn(addTodo, { text: '?' }, things)).rejects.toThrow('Say what to add');
  });
});

describe('adding to the shopping list', () => {
  it('makes one record of each thing, with its own id', async () => {
    const { changes } = await runOn(addShopping, { items: 'flour, rice and some salt' }, things);
    expect(textsOf(changes)).toEqual(['flour', 'rice', 'salt']);
    expect(new Set(itemsOf(changes).map(({ id }) => id)).size).toBe(3);
    const shown = await runOn(
      showList,
      { list: 'shopping' },
      { listItems: itemsOf(changes).reverse() },
    );
    expect(shown.sentence).toBe('On your shopping list: flour, rice and salt.');
  });

  it('takes things of any script, and emoji', async () => {
    const { changes } = await runOn(addShopping, { items: '🥛 and 🥚, दूध, 牛奶' }, things);
    expect(textsOf(changes)).toEqual(['🥛', '🥚', 'दूध', '牛奶']);
  });

  it('leaves what is open already, and says so', async () => {
    const { sentence, changes } = await runOn(addShopping, { items: 'eggs and salt' }, things);
    expect(sentence).toBe('I put “salt” on your shopping list; “eggs” is on it already.');
    expect(textsOf(changes)).toEqual(['salt']);
  });

  it('adds a thing once that is named twice', async () => {
    const { changes } = await runOn(addShopping, { items: 'salt and salt' }, things);
    expect(textsOf(changes)).toEqual(['salt']);
  });

  it('adds again what was bought before', async () => {
    const { changes } = await runOn(addShopping, { items: 'butter' }, { listItems: [bought] });
    expect(textsOf(changes)).toEqual(['butter']);
  });
});

describe('showing', () => {
  const all = {
    ...things,
    notes: [note('the code is 4312', 1), note('Anna likes tea.', 2)],
    reminders: [
      reminder('water the plants', monday + 86_400_000),
      reminder('3 minutes for the eggs', monday + 60_000, { kind: 'timer' }),
      reminder('old', monday - 1, { dismissedAt: monday }),
    ],
  };
  const show = async (args: ToolArguments, on = all) => (await runOn(showList, args, on)).sentence;

  it.each([
    [{ list: 'shopping' }, 'On your shopping list: milk, brown bread and eggs.'],
    [{ list: 'todo' }, 'On your to-do list: laundry, write the report and wash and dry the car.'],
    [{ list: 'notes' }, 'Your notes: “Anna likes tea” and “the code is 4312”.'],
    [
      { list: 'reminders' },
      'Your reminders: timer of 3 minutes for the eggs (Monday, 23 November at 10:31) and water the plants (Tuesday, 24 November at 10:30).',
    ],
    [{ list: 'shopping', item: 'bread' }, 'Yes, “brown bread” is on your shopping list.'],
    [{ list: 'shopping', item: 'paper' }, 'No, “paper” is not on your shopping list.'],
    [
      { list: 'shopping', item: 'my shopping list' },
      'On your shopping list: milk, brown bread and eggs.',
    ],
    [
      { list: 'reminders', item: 'watering the plants' },
      'Yes, you have this reminder: water the plants (Tuesday, 24 November at 10:30).',
    ],
    [{ list: 'reminders', item: 'the rent' }, 'No, you have no reminder about “the rent”.'],
    [{ list: 'notes', item: 'code' }, 'Yes, you noted “the code is 4312”.'],
    [{ list: 'notes', item: 'wifi' }, 'No, you have no note about “wifi”.'],
  ])('%j', async (args, sentence) => {
    expect(await show(args)).toBe(sentence);
  });

  it.each([
    ['todo', 'Your to-do list is empty.'],
    ['shopping', 'Your shopping list is empty.'],
    ['reminders', 'You have no reminders.'],
    ['notes', 'You have no notes.'],
  ])('an empty list: %s', async (list, sentence) => {
    expect(await show({ list }, { listItems: [bought], notes: [], reminders: [] })).toBe(sentence);
  });
});

describe('ticking off', () => {
  const tick = (args: ToolArguments, on = things) => runOn(completeItem, args, on);

  it('marks the item as done and nothing else', async () => {
    const { sentence, changes } = await tick({ item: 'the report', list: 'todo' });
    expect(sentence).toBe('I ticked “write the report” off your to-do list.');
    expect(changes).toEqual([
      { type: 'put', table: 'listItems', record: { ...todo[1], done: true } },
    ]);
  });

  it.each([
    [{ item: 'milk' }, ['milk']],
    [{ item: 'milk', list: 'todo' }, ['milk']],
    [{ item: 'milk and eggs' }, ['milk', 'eggs']],
    [{ item: 'washing and drying the car' }, ['wash and dry the car']],
    [{ item: 'everything', list: 'shopping' }, ['milk', 'brown bread', 'eggs']],
    [{ item: 'everything on my shopping list' }, ['milk', 'brown bread', 'eggs']],
    [{ item: 'clear my to-do list' }, ['laundry', 'write the report', 'wash and dry the car']],
  ])('%j', async (args, texts) => {
    expect(textsOf((await tick(args)).changes)).toEqual(texts);
  });

  it('clears the only list that has anything on it', async () => {
    const { changes } = await tick({ item: 'everything' }, { listItems: shopping });
    expect(changes).toHaveLength(3);
  });

  it.each([
    [{ item: 'gym', list: 'todo' }, 'On your to-do list: laundry, write the report'],
    [{ item: 'milk and paper' }, 'can’t find “paper”'],
    [{ item: 'my to-do list' }, 'can’t find “my to-do list”'],
    [{ item: 'everything' }, 'Say which one to clear'],
    [{ item: 'clear it' }, 'can’t find “clear it”'],
  ])('changes nothing on %j and says why', async (args, reason) => {
    await expect(tick(args)).rejects.toMatchObject({
      code: 'tool-failed',
      message: expect.stringContaining(reason),
    });
  });

  it('says that there is nothing when the lists are empty', async () => {
    const on = { listItems: [bought] };
    await expect(tick({ item: 'everything' }, on)).rejects.toThrow('Your lists are empty');
    await expect(tick({ item: 'butter' }, on)).rejects.toThrow('Your shopping list is empty.');
  });
});
