import type { Tool, ToolArguments } from '../../core/tools/tool';
import type { JsonSchema, ValueSchema } from '../../core/tools/json-schema';

interface Sketch {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly permission: Tool['permission'];
  readonly properties: Readonly<Record<string, ValueSchema>>;
  readonly request: string;
  readonly arguments: ToolArguments;
  summarise(args: ToolArguments): string;
}

const text = (description: string): ValueSchema => ({
  type: 'string',
  description,
  'x-source': 'request',
});

const sketches: readonly Sketch[] = [
  {
    id: 'reminders',
    title: 'Reminders',
    description: 'Reminds you of something at a time.',
    permission: 'write',
    properties: { text: text('What to remind you of'), time: text('When') },
    request: 'remind me to call the dentist tomorrow at nine',
    arguments: { text: 'call the dentist', time: 'tomorrow at nine' },
    summarise: ({ text: what, time }) => `Remind you to ${what}, ${time}`,
  },
  {
    id: 'shopping_list',
    title: 'Shopping list',
    description: 'Adds things to buy to the shopping list.',
    permission: 'write',
    properties: { item: text('What to buy') },
    request: 'we are out of milk',
    arguments: { item: 'milk' },
    summarise: ({ item }) => `Add “${item}” to the shopping list`,
  },
  {
    id: 'convert_units',
    title: 'Unit conversion',
    description: 'Converts a quantity from one unit to another.',
    permission: 'read',
    properties: {
      amount: { type: 'number', description: 'Amount' },
      from: { type: 'string', description: 'From', enum: ['mile', 'kilometre', 'foot', 'metre'] },
      to: { type: 'string', description: 'To', enum: ['mile', 'kilometre', 'foot', 'metre'] },
    },
    request: 'how many kilometres are 26.2 miles',
    arguments: { amount: 26.2, from: 'mile', to: 'kilometre' },
    summarise: ({ amount, from, to }) => `Convert ${amount} ${from}s to ${to}s`,
  },
  {
    id: 'notes',
    title: 'Notes',
    description: 'Keeps a note.',
    permission: 'write',
    properties: { text: { type: 'string', description: 'Note', 'x-source': 'text' } },
    request: 'note that the spare key is with Ana',
    arguments: { text: 'The spare key is with Ana.' },
    summarise: ({ text: note }) => `Keep the note “${note}”`,
  },
  {
    id: 'calculator',
    title: 'Calculator',
    description: 'Works out an arithmetic expression.',
    permission: 'read',
    properties: { expression: text('Expression') },
    request: 'what is 17 % of 84.50',
    arguments: { expression: '0.17 * 84.50' },
    summarise: ({ expression }) => `Work out ${expression}`,
  },
  {
    id: 'timer',
    title: 'Timer',
    description: 'Counts down and tells you when the time is over.',
    permission: 'write',
    properties: { duration: text('How long') },
    request: 'set a timer for ten minutes',
    arguments: { duration: 'ten minutes' },
    summarise: ({ duration }) => `Start a timer of ${duration}`,
  },
  {
    id: 'todo_list',
    title: 'To-do list',
    description: 'Adds something to do to the list.',
    permission: 'write',
    properties: { task: text('What to do') },
    request: 'I still have to file the tax return',
    arguments: { task: 'file the tax return' },
    summarise: ({ task }) => `Add “${task}” to the to-do list`,
  },
];

/** Tools that only look like tools: their results are made up. */
export const demoTools: readonly Tool[] = sketches.map(({ properties, request, ...sketch }) => {
  const parameters: JsonSchema = {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
  return {
    ...sketch,
    parameters,
    examples: [{ request, arguments: sketch.arguments }],
    wordings: [],
    run: async (args) => ({
      data: null,
      sentence: `${sketch.summarise(args)}: done.`,
      changes: [],
    }),
  };
});
