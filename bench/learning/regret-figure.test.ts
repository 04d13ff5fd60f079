import { expect, it } from 'vitest';
import { regretFigure, regretOf } from './regret-figure';

it('counts misses up, mean over seeds', () => {
  expect(
    regretOf([
      [true, false, false],
      [false, false, true],
    ]),
  ).toEqual([0.5, 1.5, 2]);
});

it('draws a line for each arm and a panel for each condition', () => {
  const curves = [
    { condition: 'clean', arm: 'a', regret: [0, 1] },
    { condition: 'clean', arm: 'b', regret: [1, 1] },
    { condition: 'noise & more', arm: 'a', regret: [1, 2] },
  ];
  const svg = regretFigure('Regret', curves);
  expect(svg.match(/<polyline/g)).toHaveLength(3);
  expect(svg).toContain('noise &amp; more');
  expect(svg).toContain('viewBox="0 0 640 224"');
});
