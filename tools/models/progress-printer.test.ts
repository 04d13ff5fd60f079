import { expect, it } from 'vitest';
import { ProgressPrinter } from './progress-printer';

function printed(isTTY: boolean): string[] {
  const texts: string[] = [];
  const printer = new ProgressPrinter({ isTTY, write: (text) => texts.push(text) });
  for (let i = 0; i <= 1000; i++) printer.progress('converting', i / 1000);
  printer.log('done.');
  return texts;
}

it('prints a line for every tenth part into a log', () => {
  expect(printed(false)).toHaveLength(12);
  expect(printed(false).slice(0, 2)).toEqual(['converting 0 %\n', 'converting 10 %\n']);
});

it('updates one line on a terminal and clears it for the next sentence', () => {
  const texts = printed(true);
  expect(texts).toHaveLength(103);
  expect(texts[1]).toBe('\rconverting 1 %\u001b[K');
  expect(texts.slice(-2)).toEqual(['\r\u001b[K', 'done.\n']);
});
