import type { SuccessPoint } from '../../../app/app-state';
import type { Happenings } from './chart-geometry';

/** Versions trained and alarms rung since the point before, for each point of the chart: "v3, alarm". */
export function happenedBefore(
  points: readonly SuccessPoint[],
  { snapshots, alarms }: Happenings,
): string[] {
  const all = [
    ...snapshots.map(({ sequence, number }) => ({ sequence, name: `v${number}` })),
    ...alarms.map(({ sequence }) => ({ sequence, name: 'alarm' })),
  ].toSorted((a, b) => a.sequence - b.sequence);
  return points.map(({ sequence: to }, index) => {
    const from = points[index - 1]?.sequence ?? Number.NEGATIVE_INFINITY;
    return all
      .filter(({ sequence }) => sequence > from && sequence <= to)
      .map(({ name }) => name)
      .join(', ');
  });
}
