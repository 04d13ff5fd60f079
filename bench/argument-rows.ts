import type { ToolArguments } from '../src/core/tools/tool';

/** A request for a tool that is already chosen: the call it makes, or what it lacks for one. */
export interface ArgumentRow {
  readonly tool: string;
  readonly request: string;
  /** The call, exactly; null where something is lacking. */
  readonly arguments: ToolArguments | null;
  readonly missing: readonly string[];
}

const call = (tool: string, request: string, args: ToolArguments): ArgumentRow => ({
  tool,
  request,
  arguments: args,
  missing: [],
});

const lacking = (tool: string, request: string, ...missing: readonly string[]): ArgumentRow => ({
  tool,
  request,
  arguments: null,
  missing,
});

/** Rows that the code may be improved on. */
export const tuning: readonly ArgumentRow[] = [
  call('calculator', 'what is 18 times 23', { expression: '18 times 23' }),
  call('calculator', 'hey, how much is half of 300?', { expression: 'half of 300' }),
  call('calculator', "what's 20% tip on 45", { expression: '20% tip on 45' }),
  call('convert_units', 'how many feet in a mile', { quantity: 'a mile', to: 'feet' }),
  call('convert_units', 'convert 2.5 kg into pounds please', { quantity: '2.5 kg', to: 'pounds' }),
  call('convert_units', 'what would 350 fahrenheit be in celsius', {
    quantity: '350 fahrenheit',
    to: 'celsius',
  }),
  call('calculate_date', 'what date will it be in three weeks', { when: 'in three weeks' }),
  call('calculate_date', 'which weekday is the 24th of december', { when: 'the 24th of december' }),
  call('set_reminder', 'remind me to take out the bins tonight', {
    text: 'take out the bins',
    when: 'tonight',
  }),
  call('set_reminder', 'set a reminder for the parent meeting on thursday at 6 pm', {
    text: 'the parent meeting',
    when: 'on thursday at 6 pm',
  }),
  call('set_reminder', 'at half past seven remind me to walk the dog', {
    text: 'walk the dog',
    when: 'at half past seven',
  }),
  call('set_reminder', 'I need to be reminded to renew my passport in two weeks', {
    text: 'renew my passport',
    when: 'in two weeks',
  }),
  call('start_timer', 'set a timer for an hour and a half', { duration: 'an hour and a half' }),
  call('start_timer', 'start a 12 minute timer for the pasta', {
    duration: '12 minute',
    label: 'the pasta',
  }),
  call('add_todo', 'put "call the landlord" on my to-do list', { text: 'call the landlord' }),
  call('add_todo', 'I still have to file my taxes, add it to my tasks', { text: 'file my taxes' }),
  call('add_shopping', 'add two eggs, flour and oat milk to the shopping list', {
    items: 'two eggs, flour and oat milk',
  }),
  call('add_shopping', 'we need more dish soap', { items: 'dish soap' }),
  call('show_list', 'show me what I have to buy', { list: 'shopping' }),
  call('complete_item', 'tick laundry off my to-do list', { item: 'laundry', list: 'todo' }),
  call('complete_item', 'I bought the oat milk', { item: 'oat milk' }),
  call('save_note', 'write down that the gate code is 2288', { text: 'the gate code is 2288' }),
  call('save_note', 'note: Lena prefers the aisle seat', { text: 'Lena prefers the aisle seat' }),
  call('search_notes', 'what did I write about the gate code', { query: 'gate code' }),
  lacking('calculator', 'can you do some math for me', 'expression'),
  lacking('calculator', 'I need help with a calculation', 'expression'),
  lacking('convert_units', 'convert 500 ml', 'to'),
  lacking('convert_units', 'can you convert something for me', 'quantity', 'to'),
  lacking('convert_units', 'how much is 3 miles', 'to'),
  lacking('convert_units', 'convert it to celsius', 'quantity'),
  lacking('set_reminder', 'remind me to call the dentist', 'when'),
  lacking('set_reminder', 'remind me tomorrow at 5', 'text'),
  lacking('set_reminder', 'set a reminder', 'text', 'when'),
  lacking('set_reminder', "don't let me forget the cake", 'when'),
  lacking('set_reminder', 'remind me of something on monday', 'text'),
  lacking('set_reminder', 'can you remind me to water the ferns later', 'when'),
  lacking('start_timer', 'set a timer', 'duration'),
  lacking('start_timer', 'start a timer for the eggs', 'duration'),
  lacking('start_timer', 'timer please', 'duration'),
  lacking('start_timer', 'count down for me', 'duration'),
  lacking('add_todo', 'add to my list', 'text'),
  lacking('add_todo', 'put something on my to-do list', 'text'),
  lacking('add_shopping', 'add something to my shopping list', 'items'),
  lacking('add_shopping', 'put it on the grocery list', 'items'),
  lacking('complete_item', 'cross something off my list', 'item'),
  lacking('save_note', 'take a note', 'text'),
  lacking('save_note', 'I want to write something down', 'text'),
  lacking('search_notes', 'search my notes', 'query'),
];

/** Rows that nothing was chosen on. */
export const heldOut: readonly ArgumentRow[] = [
  call('calculator', 'tell me what 144 divided by 12 is', { expression: '144 divided by 12' }),
  call('calculator', 'please add 19, 4 and 77', { expression: 'add 19, 4 and 77' }),
  call('calculator', 'how much is 3 cubed plus 5', { expression: '3 cubed plus 5' }),
  call('convert_units', 'how many grams are in half a pound', {
    quantity: 'half a pound',
    to: 'grams',
  }),
  call('convert_units', 'turn twelve inches into centimeters', {
    quantity: 'twelve inches',
    to: 'centimeters',
  }),
  call('convert_units', "I've got 3 litres, what is that in gallons", {
    quantity: '3 litres',
    to: 'gallons',
  }),
  call('calculate_date', 'what was the date ten days ago', { when: 'ten days ago' }),
  call('calculate_date', 'on what day does 1 March fall', { when: '1 March' }),
  call('set_reminder', 'please remind me on sunday to phone grandma', {
    text: 'phone grandma',
    when: 'on sunday',
  }),
  call('set_reminder', 'ping me about the laundry in 40 minutes', {
    text: 'the laundry',
    when: 'in 40 minutes',
  }),
  call('set_reminder', 'tomorrow morning I must be reminded to pack the charger', {
    text: 'pack the charger',
    when: 'tomorrow morning',
  }),
  call('set_reminder', 'create a reminder to buy flowers on friday at noon', {
    text: 'buy flowers',
    when: 'on friday at noon',
  }),
  call('start_timer', 'give me forty-five seconds on the clock', {
    duration: 'forty-five seconds',
  }),
  call('start_timer', 'I need a timer of 2 hours and 15 minutes', {
    duration: '2 hours and 15 minutes',
  }),
  call('add_todo', 'my to-do list needs: descale the kettle', { text: 'descale the kettle' }),
  call('add_todo', 'remember I must return the library books, add that as a task', {
    text: 'return the library books',
  }),
  call('add_shopping', 'could you add a dozen rolls and some butter to my groceries', {
    items: 'a dozen rolls and some butter',
  }),
  call('add_shopping', 'get lemons on the list', { items: 'lemons' }),
  call('show_list', 'which notes do I have', { list: 'notes' }),
  call('complete_item', 'the dishes are done, take them off the list', { item: 'dishes' }),
  call('complete_item', 'remove avocados from the shopping list', {
    item: 'avocados',
    list: 'shopping',
  }),
  call('save_note', 'keep a note that Oskar is born on 4 June', {
    text: 'Oskar is born on 4 June',
  }),
  call('save_note', 'jot this down: paint colour is Oxford 12', {
    text: 'paint colour is Oxford 12',
  }),
  call('search_notes', 'look up what I noted on Oskar', { query: 'Oskar' }),
  lacking('calculator', 'work something out for me', 'expression'),
  lacking('calculator', 'open the calculator', 'expression'),
  lacking('convert_units', 'how many kilometers', 'quantity'),
  lacking('convert_units', 'I want to convert 40 pounds', 'to'),
  lacking('convert_units', 'do a unit conversion', 'quantity', 'to'),
  lacking('convert_units', 'change two cups', 'to'),
  lacking('set_reminder', 'make a reminder for tonight', 'text'),
  lacking('set_reminder', 'I need a reminder about the rent', 'when'),
  lacking('set_reminder', 'please set up a new reminder', 'text', 'when'),
  lacking('set_reminder', 'remind me that Tim owes me 20 euros', 'when'),
  lacking('set_reminder', 'give me a reminder at 7:30', 'text'),
  lacking('set_reminder', 'remind me to feed the cat soon', 'when'),
  lacking('start_timer', 'I need a new timer', 'duration'),
  lacking('start_timer', 'could you time my tea', 'duration'),
  lacking('start_timer', 'start the countdown now', 'duration'),
  lacking('start_timer', 'set a timer for 20', 'duration'),
  lacking('add_todo', 'I have a new task for my list', 'text'),
  lacking('add_todo', 'there is something I have to do, add it', 'text'),
  lacking('add_shopping', 'I need to add a thing to the groceries', 'items'),
  lacking('add_shopping', 'shopping list please', 'items'),
  lacking('complete_item', 'I finished it, tick it off', 'item'),
  lacking('save_note', 'make a new note for me', 'text'),
  lacking('save_note', 'can you remember something', 'text'),
  lacking('search_notes', 'find one of my notes', 'query'),
];
