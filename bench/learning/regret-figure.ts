/** One arm under one condition: its regret after each event, mean over seeds. */
export interface Curve {
  readonly condition: string;
  readonly arm: string;
  readonly regret: readonly number[];
}

const WIDTH = 320;
const HEIGHT = 200;
const MARGIN = { left: 44, top: 28, right: 96, bottom: 32 };
/** Okabe and Ito's colours, which people with any colour vision can tell apart. */
const COLOURS = ['#000000', '#999999', '#56b4e9', '#009e73', '#d55e00', '#cc79a7', '#e69f00'];

/** Mean of the cumulative misses over seeds. */
export function regretOf(runs: readonly (readonly boolean[])[]): number[] {
  const length = Math.min(...runs.map((hits) => hits.length));
  const sums = runs.map(() => 0);
  return Array.from({ length }, (_, event) => {
    runs.forEach((hits, run) => (sums[run]! += Number(!hits[event])));
    return sums.reduce((total, sum) => total + sum, 0) / runs.length;
  });
}

/** Regret curves as SVG, one panel for each condition, all on one scale. */
export function regretFigure(title: string, curves: readonly Curve[]): string {
  const conditions = [...new Set(curves.map(({ condition }) => condition))];
  const arms = [...new Set(curves.map(({ arm }) => arm))];
  const top = Math.max(1, ...curves.flatMap(({ regret }) => regret));
  const panels = conditions.map((condition, index) => {
    const own = curves.filter((curve) => curve.condition === condition);
    return `<g transform="translate(${index * WIDTH} 24)">${panel(condition, own, arms, top)}</g>`;
  });
  const width = WIDTH * conditions.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT + 24}" font-family="sans-serif" font-size="11">`,
    `<title>${escape(title)}</title><rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="8" y="16" font-size="13">${escape(title)}</text>`,
    ...panels,
    '</svg>\n',
  ].join('\n');
}

function panel(condition: string, curves: readonly Curve[], arms: readonly string[], top: number) {
  const right = WIDTH - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  const events = Math.max(1, ...curves.map(({ regret }) => regret.length));
  const x = (event: number) => MARGIN.left + ((right - MARGIN.left) * event) / events;
  const y = (regret: number) => bottom - ((bottom - MARGIN.top) * regret) / top;
  const ends = spread(curves.map(({ regret }) => y(regret.at(-1) ?? 0)));
  const lines = curves.map(({ arm, regret }, i) => {
    const colour = COLOURS[arms.indexOf(arm) % COLOURS.length];
    const points = regret.map(
      (value, event) => `${x(event + 1).toFixed(1)},${y(value).toFixed(1)}`,
    );
    const label = `<text x="${right + 4}" y="${(ends[i]! + 4).toFixed(1)}" fill="${colour}">${escape(arm)} ${regret.at(-1)?.toFixed(0)}</text>`;
    return `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${points.join(' ')}"/>${label}`;
  });
  return [
    `<text x="${MARGIN.left}" y="16">${escape(condition)}</text>`,
    `<path d="M${MARGIN.left} ${MARGIN.top}V${bottom}H${right}" fill="none" stroke="#888"/>`,
    `<text x="${MARGIN.left - 4}" y="${y(top) + 4}" text-anchor="end">${top.toFixed(0)}</text>`,
    `<text x="${MARGIN.left - 4}" y="${bottom}" text-anchor="end">0</text>`,
    `<text x="${right}" y="${bottom + 14}" text-anchor="end">${events} events</text>`,
    ...lines,
  ].join('');
}

/** Heights moved apart so that labels 12 units high don't lie on one another. */
function spread(heights: readonly number[]): number[] {
  const moved = [...heights];
  const order = heights.map((_, i) => i).sort((a, b) => heights[b]! - heights[a]!);
  order.forEach((index, rank) => {
    const below = rank > 0 ? moved[order[rank - 1]!]! : Infinity;
    moved[index] = Math.min(moved[index]!, below - 12);
  });
  return moved;
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
