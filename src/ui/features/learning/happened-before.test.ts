import { expect, test } from 'vitest';
import type { SuccessPoint } from '../../../app/app-state';
import { demoSnapshots } from '../../testing/demo-learning';
import { happenedBefore } from './happened-before';

const rate = { mean: 0.5, low: 0.4, high: 0.6 };
const point = (sequence: number): SuccessPoint => ({
  sequence,
  at: 0,
  live: rate,
  frozen: rate,
  count: 1,
});

test('the table says between which requests a version came or an alarm rang, in order', () => {
  // v1 at 90, v2 at 210, an alarm at 262, v3 at 330.
  const happenings = { snapshots: demoSnapshots(0), alarms: [{ sequence: 262 }] };
  const points = [point(100), point(300), point(310), point(330)];
  expect(happenedBefore(points, happenings)).toEqual(['v1', 'v2, alarm', '', 'v3']);
});
