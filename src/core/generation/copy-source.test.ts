import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CopySource } from './copy-source';

const example = 'Request: remind me to call mum\nArguments:\n{"text": "call mum"}\n\n';
const source = (request: string) => new CopySource(`${example}Request: ${request}\nArguments:\n`);

describe('a text that is copied from', () => {
  it('goes on with what followed the words before, in the last request', () => {
    const [guess] = source('please call Ann at 5').continuations('{"text": "call');
    expect(guess).toBe(' Ann at 5');
  });

  it('goes on inside a word', () => {
    expect(source('water the plants').continuations('{"text": "wat')[0]).toBe('er the plants');
  });

  it('does not take a few letters within a word for a word', () => {
    // "at" is in "water" only.
    expect(source('water it').continuations('{"text": "at')[0] ?? '').not.toContain('er it');
  });

  it('begins a value after the word that an example’s value came after', () => {
    const guesses = source('tell me to buy milk').continuations('{"text": "');
    expect(guesses).toContain('buy milk');
  });

  it('begins a value where an example’s did, at the beginning of the request', () => {
    const first = 'Request: milk\nArguments:\n{"items": "milk"}\n\n';
    const guesses = new CopySource(`${first}Request: two eggs\nArguments:\n`);
    expect(guesses.continuations('{"items": "')).toContain('two eggs');
  });

  it('proposes what an example had in the same place', () => {
    const enumerated = new CopySource('{"list": "todo", "item": "milk"}\n');
    expect(enumerated.continuations('{"list": "')[0]).toBe('todo", "item": "milk"}');
  });

  it('has nothing to say about what it has not read', () => {
    expect(new CopySource('').continuations('{"text": "call')).toEqual([]);
    expect(source('buy milk').continuations('{"text": "zebra')).toEqual([]);
  });

  it('proposes only text of one line of its source, whatever was written', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '"', ':', '{', '\n', '😀') });
    fc.assert(
      fc.property(text, text, (read, written) => {
        for (const guess of new CopySource(read).continuations(written)) {
          expect(read).toContain(guess);
          expect(guess).not.toContain('\n');
        }
      }),
    );
  });
});
