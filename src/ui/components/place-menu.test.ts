import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeMenu } from './place-menu';

const view = { width: 400, height: 600 };
const button = (left: number, top: number) => ({ left, top, right: left + 36, bottom: top + 36 });

test('a menu opens under its button, right edges together', () => {
  expect(placeMenu(button(300, 100), { width: 160, height: 120 }, view)).toEqual({
    left: 176,
    top: 140,
  });
});

test('a menu opens upwards near the bottom', () => {
  expect(placeMenu(button(300, 540), { width: 160, height: 120 }, view).top).toBe(416);
});

test('a menu that fits the window never leaves it', () => {
  const coordinate = fc.integer({ min: 0, max: 560 });
  fc.assert(
    fc.property(coordinate, coordinate, (x, y) => {
      const { left, top } = placeMenu(button(x, y), { width: 160, height: 120 }, view);
      expect(left).toBeGreaterThanOrEqual(8);
      expect(left + 160).toBeLessThanOrEqual(392);
      expect(top).toBeGreaterThanOrEqual(8);
      expect(top + 120).toBeLessThanOrEqual(592);
    }),
  );
});
