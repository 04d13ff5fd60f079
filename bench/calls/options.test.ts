import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callOptions } from './options';

const folder = mkdtempSync(join(tmpdir(), 'calls-'));
const [a, b] = ['a', 'b'].map((name) => {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, '');
  return file;
}) as [string, string];

describe('the command line of the call benchmark', () => {
  it('takes several files after one --stream or after several', () => {
    expect(callOptions(['--stream', a, b]).files).toEqual([a, b]);
    expect(callOptions(['--stream', a, '--stream', b]).files).toEqual([a, b]);
  });

  it('runs what costs no language model, unless one is named', () => {
    expect(callOptions(['--stream', a]).arms).not.toContain('lm');
    const { arms, model } = callOptions(['--stream', a, '--model', 'SmolLM2-135M-Instruct']);
    expect(arms).toEqual(['frozen', 'lm', 'lm-recall', 'slot-head', 'all']);
    expect(model).toBe('SmolLM2-135M-Instruct');
    const narrowed = ['--stream', a, '--arms', 'frozen,all', '--events', '400', '--seeds', '2'];
    expect(callOptions(narrowed)).toMatchObject({
      arms: ['frozen', 'all'],
      events: 400,
      seeds: 2,
      firstSeed: 0,
    });
  });

  it.each([
    [[], /--stream/],
    [['--stream', 'nowhere.jsonl'], /no file “nowhere.jsonl”/],
    [['--stream', a, '--arms', 'best'], /No arm “best”: frozen/],
    [['--stream', a, '--model', 'Nonesuch-1B'], /No model “Nonesuch-1B”/],
    [['--stream', a, '--events', 'many'], /--events takes a whole number from 1 on/],
    [['--stream', a, '--seeds', '0'], /--seeds takes a whole number from 1 on/],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => callOptions(args)).toThrow(message);
  });
});
