import type { Tool } from '../tool';
import { textOf } from './argument';
import { flatSchema, fromRequest } from './flat-schema';
import { newItem, openItems } from './list-items';

export const addTodo: Tool = {
  id: 'add_todo',
  title: 'To-do list',
  description: 'Adds something to do to the to-do list.',
  permission: 'write',
  parameters: flatSchema(
    { text: fromRequest('What to do', 300, { question: 'What should I put on your to-do list?' }) },
    ['text'],
  ),
  examples: [
    {
      request: 'add cleaning the garage to my to-do list',
      arguments: { text: 'cleaning the garage' },
    },
    { request: 'put laundry on my task list', arguments: { text: 'laundry' } },
    { request: 'I need to do the dishes today', arguments: { text: 'do the dishes' } },
    { request: 'new task: write the report', arguments: { text: 'write the report' } },
    {
      request: 'I have to call the bank, put it on my to-dos',
      arguments: { text: 'call the bank' },
    },
    {
      request: 'sweeping the floor goes on my todo list',
      arguments: { text: 'sweeping the floor' },
    },
  ],
  wordings: [
    'to do: fix the bike',
    'put mowing the lawn on my list of things to do',
    'please add washing the car to my chores',
    'make "clean the fridge" a task',
    'include ironing on my list of chores',
    'watering the garden should be on my to do list',
    'place dusting on my to do list',
    'can you add dusting to the things I have to do',
    'put my haircut appointment on my to do list',
    'please also list feeding the cat on my to do list',
    'make sure that raking leaves is on my to do list',
    'add buying a gift to my list of things to do',
    'include the gym on my to do list',
    'put buy cat litter on my to do list',
    'add grocery shopping to my todo list',
    'can you add tidying the shed to my todo list',
    'finish the tax forms goes on my to-do list',
    'put the invoice on my list',
  ],
  summarise: (args) => `Add “${textOf(args, 'text')}” to the to-do list`,
  run: async (args, { data, newId, now }) => {
    const text = textOf(args, 'text');
    const open = await openItems(data, 'todo');
    const item = newItem('todo', text, open, { id: newId(), createdAt: now });
    return {
      data: { added: item ? [item.text] : [] },
      sentence: item
        ? `I put “${text}” on your to-do list.`
        : `“${text}” is on your to-do list already.`,
      changes: item ? [{ type: 'put', table: 'listItems', record: item }] : [],
    };
  },
};
