import type { Turn } from '../../app/app-state';
import { decision, episode, recollection, signal, step } from './demo-episodes';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export function turn(change: Partial<Turn> & Pick<Turn, 'episode'>): Turn {
  return {
    phase: 'done',
    feedback: [],
    because: null,
    learned: null,
    tokensPerSecond: null,
    trimmed: 0,
    ...change,
  };
}

const answer = `A **heat pump** moves heat instead of making it, the way a fridge does:

1. A fluid evaporates outside and takes up heat, even at −10 °C.
2. A compressor raises its temperature.
3. It condenses inside and gives the heat to your rooms.

For each kWh of electricity you get about 3 kWh of heat. The ratio is called the *coefficient of performance*; see [this overview](https://example.org/heat-pumps).

\`\`\`
COP = heat delivered / electricity used
\`\`\``;

/** Turns of one conversation: learned, corrected, failed, answered in words, uncertain. */
export function demoTurns(now: number): Turn[] {
  return [learnedTurn(now), correctedTurn(now), failedTurn(now), answeredTurn(now), closeTurn(now)];
}

function learnedTurn(now: number): Turn {
  const made = decision(
    [
      ['shopping_list', -1.9, 24.1, 1.4, 2.2],
      ['notes', -0.6, 25.2, -0.8, 0],
      ['todo_list', -2.4, 22.6, 0.2, 0],
      ['reminders', -3.1, 20.4, 0, 0],
      ['reply', -1.2, 18.2, 0, -0.3],
      ['timer', -5.2, 15.9, 0, 0],
      ['calculator', -6.8, 11.2, 0, 0],
    ],
    {
      recollections: [
        recollection('e-old-1', 'put eggs on the list', 'shopping_list', 0.93, now - 9 * DAY),
        recollection('e-old-2', 'add bread please', 'shopping_list', 0.74, now - 11 * DAY, false),
        recollection('e-old-3', 'write down the wifi password', 'notes', 0.52, now - 14 * DAY),
      ],
    },
  );
  return turn({
    episode: episode({
      id: 'e1',
      sequence: 101,
      at: now - 42 * MINUTE,
      request: 'put oat milk and a bag of coffee on the list',
      decision: made,
      steps: [
        step({
          toolId: 'shopping_list',
          arguments: { item: 'oat milk and a bag of coffee' },
          origins: { item: 'words' },
          outcome: { status: 'done', data: null, sentence: 'Added 2 things; the list has 7 now.' },
          inverse: [{ type: 'delete', table: 'listItems', id: 'l1' }],
        }),
      ],
      reply: 'Added 2 things; the list has 7 now.',
    }),
    because: 'Because you corrected “put eggs on the list” on 3 May.',
    feedback: [signal('g1', 'e1', 'thumbs-up', 'shopping_list', now - 41 * MINUTE)],
  });
}

function correctedTurn(now: number): Turn {
  return turn({
    episode: episode({
      id: 'e2',
      sequence: 102,
      at: now - 30 * MINUTE,
      request: 'call the dentist tomorrow at nine',
      decision: decision([
        ['todo_list', -0.9, 22.0, 0, 0],
        ['reminders', -1.1, 21.1, 0, 0.2],
        ['notes', -2.2, 19.3, 0, 0],
        ['reply', -2.9, 17, 0, 0],
      ]),
      steps: [
        step({ toolId: 'todo_list', arguments: { task: 'call the dentist' }, undone: true }),
        step({
          toolId: 'reminders',
          arguments: { text: 'call the dentist', time: 'tomorrow at nine' },
          origins: { text: 'words', time: 'user' },
          outcome: {
            status: 'done',
            data: null,
            sentence: 'I will remind you tomorrow at 09:00 to call the dentist.',
          },
          inverse: [{ type: 'delete', table: 'reminders', id: 'r1' }],
          origin: 'correction',
        }),
      ],
    }),
    feedback: [signal('g2', 'e2', 'correction', 'reminders', now - 29 * MINUTE)],
    learned: {
      sentence: 'Learned: “call the dentist tomorrow at nine” → Reminders. Applies now.',
      signalId: 'g2',
    },
  });
}

function failedTurn(now: number): Turn {
  return turn({
    episode: episode({
      id: 'e3',
      sequence: 103,
      at: now - 18 * MINUTE,
      request: 'how many metres are 40 furlongs',
      decision: decision([
        ['convert_units', -0.1, 27, 0.6, 0],
        ['calculator', -2.8, 21, 0, 0],
        ['reply', -3.4, 19, 0, 0],
      ]),
      steps: [
        step({
          toolId: 'convert_units',
          arguments: { amount: 40, from: 'foot', to: 'metre' },
          origins: { amount: 'words', from: 'generated', to: 'memory' },
          outcome: {
            status: 'failed',
            code: 'tool-failed',
            sentence:
              'I do not know the unit “furlong”. Nothing was changed; name the unit in metres, feet or miles.',
          },
        }),
      ],
      status: 'failed',
    }),
  });
}

function answeredTurn(now: number): Turn {
  return turn({
    episode: episode({
      id: 'e4',
      sequence: 104,
      at: now - 6 * MINUTE,
      request: 'explain in a few sentences how a heat pump works',
      decision: decision(
        [
          ['reply', -0.2, 20, 0, 0],
          ['notes', -3.2, 18, 0, 0],
          ['calculator', -4.8, 14, 0, 0],
        ],
        { gate: 0.02 },
      ),
      reply: answer,
    }),
    tokensPerSecond: 14.2,
    trimmed: 3,
  });
}

function closeTurn(now: number): Turn {
  return turn({
    episode: episode({
      id: 'e5',
      sequence: 105,
      at: now - 2 * MINUTE,
      request: 'don’t forget the anniversary presentation in Krankenhausstraße',
      decision: decision([
        ['notes', -0.9, 20.1, 0.1, 0],
        ['reminders', -1.1, 20.1, 0, 0],
        ['todo_list', -2.2, 19.3, 0, 0],
      ]),
      steps: [
        step({
          toolId: 'notes',
          arguments: { text: 'The anniversary presentation in Krankenhausstraße' },
          origins: { text: 'generated' },
          outcome: { status: 'done', data: null, sentence: 'Kept the note.' },
          inverse: [{ type: 'delete', table: 'notes', id: 'n1' }],
        }),
      ],
    }),
  });
}
