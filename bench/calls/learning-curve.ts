/** One arm's share of exact calls after each request, averaged over seeds. */
export interface Curve {
  readonly arm: string;
  readonly values: readonly number[];
}

const WIDTH = 720;
const HEIGHT = 420;
const MARGIN = { left: 52, right: 130, top: 34, bottom: 44 };
const COLOURS = ['#4a5568', '#c05621', '#2b6cb0', '#2f855a', '#6b46c1', '#b83280', '#975a16'];

/** Mean over the `window` requests up to each one. */
export function smoothed(hits: readonly number[], window = 100): number[] {
  let sum = 0;
  return hits.map((hit, i) => {
    sum += hit - (i >= window ? hits[i - window]! : 0);
    return sum / Math.min(i + 1, window);
  });
}

/** A line chart of the curves, as an SVG text. */
export function learningCurves(title: string, curves: readonly Curve[]): string {
  const events = Math.max(1, ...curves.map(({ values }) => values.length));
  const x = (event: number) =>
    MARGIN.left + (event / events) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (share: number) =>
    HEIGHT - MARGIN.bottom - share * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (share) =>
      `<path d="M${x(0)} ${y(share)}H${x(events)}" stroke="#ddd"/>` +
      `<text x="${MARGIN.left - 8}" y="${y(share) + 4}" text-anchor="end">${share.toFixed(1)}</text>`,
  );
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (part) =>
      `<text x="${x(part * events)}" y="${HEIGHT - 24}" text-anchor="middle">${Math.round(part * events)}</text>`,
  );
  const lines = curves.map(({ arm, values }, index) => {
    const colour = COLOURS[index % COLOURS.length];
    const points = values.map((value, i) => `${x(i + 1).toFixed(1)},${y(value).toFixed(1)}`);
    const label = MARGIN.top + 18 * index + 8;
    return (
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.join(' ')}"/>` +
      `<text x="${WIDTH - MARGIN.right + 10}" y="${label}" fill="${colour}">${arm}</text>`
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${MARGIN.left}" y="20" font-size="14">${title}</text>`,
    ...grid,
    ...ticks,
    `<text x="${x(events / 2)}" y="${HEIGHT - 6}" text-anchor="middle">requests (share of exact calls, last 100)</text>`,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}
