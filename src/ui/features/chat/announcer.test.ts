import { describe, expect, test } from 'vitest';
import type { TurnPhase } from '../../../app/app-state';
import { episode, step } from '../../testing/demo-episodes';
import { turn } from '../../testing/demo-turns';
import { Announcer } from './announcer';

const writing = (reply: string, phase: TurnPhase = 'writing', id = 'e') =>
  turn({ episode: episode({ id, at: 0, request: 'why', reply }), phase });

describe('the announcer', () => {
  test('says each sentence once, and the rest at the end', () => {
    const announcer = new Announcer();
    expect(announcer.hear(writing(''))).toBe('');
    expect(announcer.hear(writing('One. Tw'))).toBe('One.');
    expect(announcer.hear(writing('One. Two. Th'))).toBe('Two.');
    expect(announcer.hear(writing('One. Two. Three', 'done'))).toBe('Three');
    expect(announcer.hear(writing('One. Two. Three', 'done'))).toBe('');
  });
  test('is silent about a conversation that is only opened', () => {
    expect(new Announcer().hear(writing('Old news.', 'done'))).toBe('');
    expect(new Announcer().hear(undefined)).toBe('');
  });
  test('starts anew with a new turn', () => {
    const announcer = new Announcer();
    announcer.hear(writing('One.', 'done', 'a'));
    announcer.hear(writing('', 'writing', 'b'));
    expect(announcer.hear(writing('Two.', 'done', 'b'))).toBe('Two.');
  });
  test('says what a tool did, not twice when the answer repeats it', () => {
    const outcome = { status: 'done', data: null, sentence: 'Added.' } as const;
    const acted = (reply: string, phase: TurnPhase) => {
      const steps = [step({ toolId: 't', arguments: {}, outcome })];
      return turn({ episode: episode({ id: 'e', at: 0, request: 'add', reply, steps }), phase });
    };
    const announcer = new Announcer();
    announcer.hear(acted('', 'running'));
    expect(announcer.hear(acted('Added.', 'done'))).toBe('Added.');
  });
  test('tells each step of a message to its end, though the next one begins at once', () => {
    const announcer = new Announcer();
    const waiting = writing('', 'queued', 'b');
    announcer.follow([writing('', 'writing', 'a'), waiting]);
    expect(announcer.follow([writing('One', 'done', 'a'), waiting])).toBe('One');
    expect(announcer.follow([writing('One', 'done', 'a'), writing('Two', 'done', 'b')])).toBe(
      'Two',
    );
  });
});
