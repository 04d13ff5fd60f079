const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes in decimal units with at most three digits: "0 B", "9.4 kB", "101 MB". */
export function bytes(count: number): string {
  const { value, unit } = scaled(count);
  return `${value}\u00a0${unit}`;
}

/** Progress: "48 MB of 101 MB"; "48 MB" while the total is unknown (0). */
export function bytesOf(loaded: number, total: number): string {
  return total > 0 ? `${bytes(Math.min(loaded, total))} of ${bytes(total)}` : bytes(loaded);
}

function scaled(count: number): { value: string; unit: string } {
  let value = Math.max(0, count);
  let unit = 0;
  // 999.5 would be shown as "1000": it belongs to the next unit already.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return { value: value.toFixed(digits), unit: UNITS[unit] ?? 'B' };
}
