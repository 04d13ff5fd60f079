import { writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';

/** A mean with its 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Report {
  readonly benchmark: string;
  /** Arm -> metric -> estimate. */
  readonly arms: Readonly<Record<string, Readonly<Record<string, Estimate>>>>;
}

/** Two-sided 97.5 % quantiles of Student's t for 1 to 30 degrees of freedom. */
const studentT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
  2.045, 2.042,
];

/** Mean and Student's 95 % interval; the interval of a single sample is the sample. */
export function estimate(samples: readonly number[]): Estimate {
  const count = samples.length;
  const mean = samples.reduce((sum, x) => sum + x, 0) / count;
  if (count < 2) return { mean, low: mean, high: mean };
  const variance = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (count - 1);
  const half = (studentT[count - 2] ?? 1.96) * Math.sqrt(variance / count);
  return { mean, low: mean - half, high: mean + half };
}

/** Geometric mean of the ratios of paired samples, with its interval: for arms measured in turn. */
export function estimateRatio(samples: readonly number[], peers: readonly number[]): Estimate {
  const { mean, low, high } = estimate(samples.map((x, i) => Math.log(x / peers[i]!)));
  return { mean: Math.exp(mean), low: Math.exp(low), high: Math.exp(high) };
}

/**
 * Ratio of the sums of paired samples, which may be 0 one by one, with its interval by linearisation (Cochran 1977,
 * "Sampling Techniques", section 2.11), on a log scale.
 */
export function estimateTotals(samples: readonly number[], peers: readonly number[]): Estimate {
  const count = samples.length;
  const total = (of: readonly number[]) => of.reduce((sum, x) => sum + x, 0);
  const mean = total(samples) / total(peers);
  const squares = total(samples.map((x, i) => (x - mean * peers[i]!) ** 2));
  const error = Math.sqrt((squares * count) / (count - 1)) / total(samples);
  const half = (studentT[count - 2] ?? 1.96) * error;
  return { mean, low: mean * Math.exp(-half), high: mean * Math.exp(half) };
}

/** Prints the report as a table and, after `--out FILE`, writes it there as JSON. */
export function publish(report: Report, args: readonly string[] = process.argv): void {
  console.log(`\n${report.benchmark}`);
  for (const [arm, metrics] of Object.entries(report.arms)) {
    for (const [metric, { mean, low, high }] of Object.entries(metrics)) {
      const interval = `[${round(low)}, ${round(high)}]`;
      console.log(
        `  ${arm.padEnd(34)} ${metric.padEnd(22)} ${round(mean).padStart(9)}  ${interval}`,
      );
    }
  }
  const at = args.indexOf('--out');
  const file = at === -1 ? undefined : args[at + 1];
  if (file === undefined) return;
  const { benchmark, arms } = report;
  writeFileSync(file, `${JSON.stringify({ benchmark, machine: machine(), arms }, null, 2)}\n`);
}

function machine(): Record<string, string | number> {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
  };
}

/** Three significant digits. */
function round(x: number): string {
  return String(Number(x.toPrecision(3)));
}
