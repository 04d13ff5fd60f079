import type { AlarmView, SuccessPoint } from '../../../app/app-state';
import type { Snapshot } from '../../../core/learning/snapshot';

interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Room around the plot for tick labels, line labels and version marks, px. */
const MARGIN = { top: 12, right: 76, bottom: 28, left: 44 } as const;
/** Version labels nearer than this would touch, px. */
const LABEL_GAP = 36;
/** Two lines of 12 px text, px. */
const LINE_GAP = 16;

/** What is marked on the chart: versions that were ever live, and alarms. */
export interface Happenings {
  readonly snapshots: readonly Snapshot[];
  readonly alarms: readonly Pick<AlarmView, 'sequence'>[];
}

interface Mark {
  readonly id: string;
  readonly x: number;
  /** "v3" or "alarm"; null where it would touch its neighbour. */
  readonly label: string | null;
  readonly alarm: boolean;
}

export interface Chart {
  /** Path data, px. */
  readonly live: string;
  readonly liveBand: string;
  readonly frozen: string;
  readonly frozenBand: string;
  readonly levels: readonly { readonly y: number; readonly share: number }[];
  readonly marks: readonly Mark[];
  readonly columns: readonly {
    readonly x: number;
    readonly live: number;
    readonly frozen: number;
  }[];
  /** Where the names of the lines stand, apart from each other. */
  readonly names: { readonly live: number; readonly frozen: number };
  readonly plot: { left: number; right: number; top: number; bottom: number };
}

/** The chart of success: two lines with their 95 % bands over the store's order of events. */
export function chartGeometry(
  points: readonly SuccessPoint[],
  happenings: Happenings,
  size: ChartSize,
): Chart {
  const plot = {
    left: MARGIN.left,
    right: Math.max(MARGIN.left + 1, size.width - MARGIN.right),
    top: MARGIN.top,
    bottom: Math.max(MARGIN.top + 1, size.height - MARGIN.bottom),
  };
  const first = points[0]?.sequence ?? 0;
  const span = Math.max(1, (points.at(-1)?.sequence ?? 0) - first);
  const floor = lowestLevel(points);
  const x = (sequence: number) =>
    plot.left + ((sequence - first) / span) * (plot.right - plot.left);
  const y = (share: number) =>
    plot.bottom - ((share - floor) / (1 - floor)) * (plot.bottom - plot.top);
  const columns = points.map((point) => ({
    x: x(point.sequence),
    live: y(point.live.mean),
    frozen: y(point.frozen.mean),
  }));
  return {
    live: line(columns.map((column) => [column.x, column.live])),
    frozen: line(columns.map((column) => [column.x, column.frozen])),
    liveBand: band(points.map(({ sequence, live }) => [x(sequence), y(live.high), y(live.low)])),
    frozenBand: band(
      points.map(({ sequence, frozen }) => [x(sequence), y(frozen.high), y(frozen.low)]),
    ),
    levels: [floor, (floor + 1) / 2, 1].map((share) => ({ share, y: y(share) })),
    marks: marks(happenings, (sequence) => x(sequence), plot),
    columns,
    names: apart(columns.at(-1)?.live ?? 0, columns.at(-1)?.frozen ?? 0),
    plot,
  };
}

/** The scale starts at the quarter below the lowest band, so that the lines use the height. */
function lowestLevel(points: readonly SuccessPoint[]): number {
  const lowest = Math.min(1, ...points.flatMap(({ live, frozen }) => [live.low, frozen.low]));
  return Math.min(0.75, Math.max(0, Math.floor(lowest * 4) / 4));
}

function line(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`).join('');
}

function band(points: readonly (readonly [number, number, number])[]): string {
  if (points.length === 0) return '';
  const upper = points.map(([x, high]) => [x, high] as const);
  const lower = points.map(([x, , low]) => [x, low] as const).toReversed();
  return `${line([...upper, ...lower])}Z`;
}

function at(pixels: number): string {
  return String(Math.round(pixels * 10) / 10);
}

function marks(
  { snapshots, alarms }: Happenings,
  x: (sequence: number) => number,
  plot: Chart['plot'],
): Mark[] {
  const versions = snapshots
    .filter(({ status }) => status !== 'candidate' && status !== 'discarded')
    .map(({ id, number, sequence }) => ({ id, sequence, name: `v${number}`, alarm: false }));
  const rang = alarms.map(({ sequence }) => ({
    id: `alarm ${sequence}`,
    sequence,
    name: 'alarm',
    alarm: true,
  }));
  const labelled: number[] = [];
  // Alarms first: where there is no room for all, they keep their name.
  return [...rang, ...versions]
    .map((happening) => ({ ...happening, x: x(happening.sequence) }))
    .filter((mark) => mark.x >= plot.left - 0.5 && mark.x <= plot.right + 0.5)
    .toSorted((a, b) => Number(b.alarm) - Number(a.alarm) || a.x - b.x)
    .map(({ id, name, alarm, x: position }) => {
      const room = labelled.every((other) => Math.abs(position - other) >= LABEL_GAP);
      if (room) labelled.push(position);
      return { id, x: position, label: room ? name : null, alarm };
    });
}

/** Moves the two labels apart around their middle when they would overlap. */
function apart(live: number, frozen: number): { live: number; frozen: number } {
  const gap = Math.abs(live - frozen);
  if (gap >= LINE_GAP) return { live, frozen };
  const push = (LINE_GAP - gap) / 2;
  return live <= frozen
    ? { live: live - push, frozen: frozen + push }
    : { live: live + push, frozen: frozen - push };
}

/** Index of the column nearest to `x`; -1 without columns. */
export function nearestColumn(columns: Chart['columns'], x: number): number {
  let best = -1;
  let distance = Number.POSITIVE_INFINITY;
  columns.forEach((column, index) => {
    const candidate = Math.abs(column.x - x);
    if (candidate < distance) [best, distance] = [index, candidate];
  });
  return best;
}
