import { ToolError } from '../../errors/tool-error';
import type { Tool } from '../tool';
import { textOf } from './argument';
import { flatSchema, fromRequest } from './flat-schema';
import { nameOf } from './list-items';
import { quotedNote } from './quoted-note';

export const saveNote: Tool = {
  id: 'save_note',
  title: 'Notes',
  description: 'Keeps a note of something to remember.',
  permission: 'write',
  parameters: flatSchema(
    { text: fromRequest('The note', 5000, { question: 'What should the note say?' }) },
    ['text'],
  ),
  examples: [
    {
      request: 'note: the wifi password is on the fridge',
      arguments: { text: 'the wifi password is on the fridge' },
    },
    { request: 'write down that the code is 4312', arguments: { text: 'the code is 4312' } },
    { request: 'take a note: Anna likes tea', arguments: { text: 'Anna likes tea' } },
    {
      request: 'remember that the car is on level 3',
      arguments: { text: 'the car is on level 3' },
    },
    {
      request: 'make a note that the plumber costs 80 an hour',
      arguments: { text: 'the plumber costs 80 an hour' },
    },
    {
      request: 'please jot down my locker number is 52',
      arguments: { text: 'my locker number is 52' },
    },
  ],
  wordings: [
    'note that the meeting moved',
    'keep in mind that Tom is allergic to nuts',
    'save this: the spare key is under the pot',
    'note to self: the printer needs paper',
    'write down that the shop closes at 8',
    'write this down: the flight leaves at noon',
    'note: the ladder is in the garage',
    'remember my shoe size is 42',
    'keep a note that the rent went up',
    'jot down that the doctor is on Elm Street',
    'write down that the train leaves at 7:40',
    'note that the recipe takes 200 grams of flour',
    'jot down that we paid 45 for the tickets',
    'write down that Emma prefers the blue one',
    'keep in mind that the heater needs a new part',
    'make a note that the gym opens on Monday',
  ],
  summarise: (args) => `Keep the note ${quotedNote(textOf(args, 'text'))}`,
  run: async (args, { data, newId, now }) => {
    const text = textOf(args, 'text');
    if (nameOf(text) === '') {
      throw new ToolError('There is nothing to note. Say what the note should say.');
    }
    const known = (await data.list('notes')).some((note) => nameOf(note.text) === nameOf(text));
    return {
      data: { text },
      sentence: known
        ? `You have this note already: ${quotedNote(text)}.`
        : `Noted: ${quotedNote(text)}.`,
      changes: known
        ? []
        : [{ type: 'put', table: 'notes', record: { id: newId(), text, createdAt: now } }],
    };
  },
};
