import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/generation/prng';
import { callStream, readCalls } from './call-stream';

const rows = ['a', 'b', 'c'].flatMap((label) =>
  Array.from({ length: 20 }, (_, i) => ({ text: `${label} ${i}`, label, arguments: {} })),
);

describe('a stream of calls', () => {
  it('takes the first three rows of each label as examples and never asks them', () => {
    const { examples, events } = callStream(rows, 51, createRandom(1));
    expect(examples.get('b')!.map(({ text }) => text)).toEqual(['b 0', 'b 1', 'b 2']);
    const asked = new Set(events.map(({ text }) => text));
    expect(asked.size).toBe(51);
    expect(asked.has('b 1')).toBe(false);
  });

  it('uses one tool more than the others, and all when the rows run out', () => {
    const uses = (count: number) => {
      const { events } = callStream(rows, count, createRandom(2));
      return ['a', 'b', 'c'].map((label) => events.filter((row) => row.label === label).length);
    };
    expect(Math.max(...uses(25))).toBeGreaterThan(Math.min(...uses(25)) + 4);
    expect(uses(500)).toEqual([17, 17, 17]);
  });

  it('is the same for the same seed and another one for another', () => {
    const texts = (seed: number) =>
      callStream(rows, 30, createRandom(seed)).events.map(({ text }) => text);
    expect(texts(3)).toEqual(texts(3));
    expect(texts(3)).not.toEqual(texts(4));
  });
});

describe('a file of calls', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'calls-')), 'calls.jsonl');
  const good = '{"text": "play Sade", "label": "play", "arguments": {"artist": "Sade"}}';

  it('is read line by line, empty ones left out', () => {
    writeFileSync(file, `${good}\n\n${good}\n`);
    expect(readCalls(file)).toEqual([JSON.parse(good), JSON.parse(good)]);
  });

  it.each([
    '{"text": "play',
    'null',
    '{"text": "play Sade", "label": "play"}',
    '{"text": "", "label": "play", "arguments": {}}',
    '{"text": "play Sade", "label": "play", "arguments": {"year": 1984}}',
  ])('names the line that is none: %s', (line) => {
    writeFileSync(file, `${good}\n${line}\n`);
    expect(() => readCalls(file)).toThrow(/calls\.jsonl:2 is no call/);
  });
});
