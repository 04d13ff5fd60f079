import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SuccessPoint } from '../../../app/app-state';
import { demoSnapshots } from '../../testing/demo-learning';
import { chartGeometry, nearestColumn } from './chart-geometry';

const interval = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true }))
  .map(([mean, half]) => ({
    mean,
    low: Math.max(0, mean - half),
    high: Math.min(1, mean + half),
  }));
const series = fc
  .array(fc.tuple(interval, interval, fc.integer({ min: 1, max: 9 })), { maxLength: 80 })
  .map((rows) => {
    let sequence = 0;
    return rows.map(([live, frozen, step]): SuccessPoint => {
      sequence += step;
      return { sequence, at: sequence, live, frozen, count: 10 };
    });
  });
const size = fc.record({
  width: fc.integer({ min: 200, max: 1200 }),
  height: fc.integer({ min: 120, max: 400 }),
});
const nothing = { snapshots: [], alarms: [] };
const point = (sequence: number, live: number, frozen: number): SuccessPoint => ({
  sequence,
  at: 0,
  live: { mean: live, low: live, high: live },
  frozen: { mean: frozen, low: frozen, high: frozen },
  count: 10,
});

describe('the success chart', () => {
  test('draws every point inside the plot', () => {
    fc.assert(
      fc.property(series, size, (points, box) => {
        const { columns, plot, live, frozenBand } = chartGeometry(points, nothing, box);
        for (const column of columns) {
          expect(column.x).toBeGreaterThanOrEqual(plot.left);
          expect(column.x).toBeLessThanOrEqual(plot.right + 1e-9);
          for (const y of [column.live, column.frozen]) {
            expect(y).toBeGreaterThanOrEqual(plot.top - 1e-9);
            expect(y).toBeLessThanOrEqual(plot.bottom + 1e-9);
          }
        }
        expect(live + frozenBand).not.toMatch(/NaN|Infinity/);
      }),
    );
  });

  test('puts the better rate higher', () => {
    const { columns } = chartGeometry([point(1, 0.9, 0.5)], nothing, { width: 400, height: 200 });
    expect(columns[0]?.live).toBeLessThan(columns[0]?.frozen ?? 0);
  });

  test('keeps the names of the lines readable when the lines meet', () => {
    const { names } = chartGeometry([point(1, 0.8, 0.8)], nothing, { width: 400, height: 200 });
    expect(Math.abs(names.live - names.frozen)).toBeGreaterThanOrEqual(16);
  });

  test('marks versions that were live, and alarms, but not what was never live', () => {
    const points = [point(0, 0.5, 0.5), point(10_000, 0.9, 0.5)];
    const happenings = { snapshots: demoSnapshots(0), alarms: [{ sequence: 262 }] };
    const { marks } = chartGeometry(points, happenings, { width: 800, height: 200 });
    const shown = demoSnapshots(0).filter(
      ({ status }) => status !== 'candidate' && status !== 'discarded',
    );
    const versions = marks.filter(({ alarm }) => !alarm).map(({ id }) => id);
    expect(versions.toSorted()).toEqual(shown.map(({ id }) => id).toSorted());
    expect(marks.filter(({ alarm }) => alarm)).toHaveLength(1);
  });

  test('marks an alarm when it rang, not when its version was trained', () => {
    const points = [point(0, 0.5, 0.5), point(100, 0.9, 0.5)];
    const { marks, plot } = chartGeometry(
      points,
      { snapshots: [], alarms: [{ sequence: 50 }] },
      { width: 400, height: 200 },
    );
    expect(marks[0]?.x).toBeCloseTo((plot.left + plot.right) / 2);
  });

  test('leaves out labels that would touch, of an alarm last, and never the marks', () => {
    const [snapshot] = demoSnapshots(0).filter(({ status }) => status === 'live');
    const near = [5, 6, 7].flatMap((sequence) =>
      snapshot ? [{ ...snapshot, id: `s${sequence}`, sequence }] : [],
    );
    const points = [point(0, 0.5, 0.5), point(1000, 0.9, 0.5)];
    const { marks } = chartGeometry(
      points,
      { snapshots: near, alarms: [] },
      { width: 400, height: 200 },
    );
    expect(marks).toHaveLength(3);
    expect(marks.filter(({ label }) => label !== null)).toHaveLength(1);
    const rang = { snapshots: near, alarms: [{ sequence: 8 }] };
    const named = chartGeometry(points, rang, { width: 400, height: 200 }).marks;
    expect(named.flatMap(({ label }) => label ?? [])).toEqual(['alarm']);
  });

  test('the pointer finds the nearest column', () => {
    const { columns } = chartGeometry(
      [point(0, 0.5, 0.5), point(50, 0.6, 0.5), point(100, 0.9, 0.5)],
      nothing,
      { width: 400, height: 200 },
    );
    expect(nearestColumn(columns, 0)).toBe(0);
    expect(nearestColumn(columns, (columns[1]?.x ?? 0) + 3)).toBe(1);
    expect(nearestColumn([], 3)).toBe(-1);
  });
});
