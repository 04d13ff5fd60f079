import type { Turn } from '../../app/app-state';
import type { Episode, Thread } from '../../core/memory/episode';
import { decision, episode, step, type Terms } from './demo-episodes';
import { turn } from './demo-turns';

const MINUTE = 60_000;
const shopping: readonly Terms[] = [
  ['shopping_list', -0.4, 25.1, 0, 0],
  ['reminders', -3.1, 17.4, 0, 0],
  ['reply', -2.2, 15.2, 0, 0],
];
const reminding: readonly Terms[] = [
  ['reminders', -0.3, 24.4, 0, 0],
  ['shopping_list', -2.4, 16.1, 0, 0],
  ['reply', -2.2, 15.2, 0, 0],
];
const alone: Thread = { resolved: null, part: null, refersTo: null, question: null };
const message = 'add eggs and milk, remind me to shop, and set a timer for the cake';

const part = (index: number): Thread => ({
  ...alone,
  part: { message, first: 'd1', index, count: 3 },
});

/** A conversation: several requests in one message, a question, its answer, a change by words, a result quoted. */
export function dialogueTurns(now: number): Turn[] {
  const at = (minutes: number) => now - minutes * MINUTE;
  const undo = [{ type: 'delete', table: 'listItems', id: 'x' }] as const;
  const reminded = (when: string, sentence: string) =>
    step({
      toolId: 'reminders',
      arguments: { text: 'shop', time: when },
      origins: { text: 'words', time: 'words' },
      outcome: { status: 'done', data: null, sentence },
      inverse: undo,
    });
  const five = reminded('at 5', 'I will remind you today at 17:00: shop.');
  const six = reminded('at 6', 'I will remind you today at 18:00: shop.');
  const added = step({
    toolId: 'shopping_list',
    arguments: { item: 'eggs and milk' },
    origins: { item: 'words' },
    outcome: {
      status: 'done',
      data: null,
      sentence: 'I put “eggs” and “milk” on your shopping list.',
    },
    inverse: undo,
  });
  const episodes: Episode[] = [
    episode({
      id: 'd1',
      at: at(9),
      request: 'add eggs and milk',
      decision: decision(shopping),
      steps: [added],
      reply: added.outcome.sentence,
      thread: part(0),
    }),
    episode({
      id: 'd2',
      at: at(9),
      request: 'remind me to shop',
      decision: decision(reminding),
      reply: 'When should I remind you?',
      thread: {
        ...part(1),
        question: { toolId: 'reminders', arguments: {}, origins: {}, missing: ['time'] },
      },
    }),
    episode({
      id: 'd3',
      at: at(9),
      request: 'set a timer for the cake',
      status: 'cancelled',
      reply:
        'Left out, because “remind me to shop” was stopped. Done before it: “add eggs and milk”. Say this one again to have it done.',
      thread: part(2),
    }),
    episode({
      id: 'd4',
      at: at(8),
      request: 'at 5',
      decision: decision(reminding),
      steps: [{ ...five, undone: true }],
      reply: five.outcome.sentence,
      thread: {
        ...alone,
        resolved: 'remind me to shop at 5',
        refersTo: { episodeId: 'd2', as: 'answer' },
      },
    }),
    episode({
      id: 'd5',
      at: at(7),
      request: 'no, at 6',
      decision: decision(reminding),
      steps: [six],
      reply: six.outcome.sentence,
      thread: {
        ...alone,
        resolved: 'remind me to shop at 6',
        refersTo: { episodeId: 'd4', as: 'change' },
      },
    }),
    episode({
      id: 'd6',
      at: at(2),
      request: 'when is that?',
      reply: `To “remind me to shop at 6” I said: ${six.outcome.sentence}`,
      thread: { ...alone, refersTo: { episodeId: 'd5', as: 'quote' } },
    }),
  ];
  return episodes.map((one, index) => turn({ episode: { ...one, sequence: 200 + index } }));
}
