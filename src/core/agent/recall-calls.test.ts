import { expect, test } from 'vitest';
import type { Signal, SignalKind } from '../learning/signal';
import type { Episode, ToolStep } from '../memory/episode';
import { openedEpisode } from '../testing/agent-fixture';
import { recallAnswer, recallCalls } from './recall-calls';

const step = (text: string): ToolStep => ({
  toolId: 'keep_note',
  arguments: { text },
  origins: {},
  outcome: { status: 'done', data: null, sentence: '' },
  inverse: [],
  undone: false,
  origin: 'agent',
  seconds: 0,
});

/** An episode whose embedding has this cosine to (1, 0). */
function episode(id: string, cosine: number, over: Partial<Episode> = {}): Episode {
  const embedding = Float32Array.of(cosine, Math.sqrt(1 - cosine * cosine));
  return openedEpisode(id, { id, embedding, steps: [step(id)], ...over });
}

const signal = (episodeId: string, kind: SignalKind, revoked = false): Signal => ({
  id: `${episodeId}-${kind}`,
  sequence: 1,
  at: 0,
  episodeId,
  conversationId: 'c',
  step: 0,
  kind,
  action: 'keep_note',
  argument: null,
  provenance: 'user',
  tainted: false,
  revoked,
});

const here = Float32Array.of(1, 0);

test('only calls that the user confirmed are recalled, the nearest last, at most two', () => {
  const episodes = [episode('far', 0.2), episode('a', 0.6), episode('b', 0.9), episode('c', 0.7)];
  const signals = ['far', 'a', 'b', 'c'].map((id) => signal(id, 'thumbs-up'));
  const calls = recallCalls(episodes, signals, 'keep_note', here);
  expect(calls.map(({ request }) => request)).toEqual(['c', 'b']);
  expect(recallCalls(episodes, [], 'keep_note', here)).toEqual([]);
  expect(recallCalls(episodes, signals, 'other', here)).toEqual([]);
});

test('feedback that was taken back no longer recalls a call', () => {
  const calls = recallCalls(
    [episode('a', 1)],
    [signal('a', 'correction', true)],
    'keep_note',
    here,
  );
  expect(calls).toEqual([]);
});

test('an edited answer is recalled for the same request and not for another', () => {
  const edited = episode('q', 0.95, { editedReply: 'Room 4.' });
  const signals = [signal('q', 'answer-edit')];
  expect(recallAnswer([edited], signals, here)).toBe('Room 4.');
  expect(
    recallAnswer([{ ...edited, embedding: Float32Array.of(0.6, 0.8) }], signals, here),
  ).toBeNull();
});
