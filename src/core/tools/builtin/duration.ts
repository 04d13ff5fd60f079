import { withDigits } from './number-words';

const seconds = new Map<string, number>([
  ...['s', 'sec', 'secs', 'second', 'seconds'].map((unit) => [unit, 1] as const),
  ...['m', 'min', 'mins', 'minute', 'minutes'].map((unit) => [unit, 60] as const),
  ...['h', 'hr', 'hrs', 'hour', 'hours'].map((unit) => [unit, 3600] as const),
  ...['day', 'days'].map((unit) => [unit, 86_400] as const),
]);

const unit = `(${[...seconds.keys()].sort((a, b) => b.length - a.length).join('|')})\\b`;
const part = new RegExp(
  `(\\d+(?:\\.\\d+)?|\\bhalf an?|\\ba?\\s*quarter of an|\\ban?)\\s*${unit}`,
  'g',
);
const halves = new RegExp(`(\\d+(?:\\.\\d+)?|\\ban?)\\s*${unit} and a half\\b`, 'g');

/** The duration a text names, in seconds: "an hour and a half", "1h 30m", "90 seconds"; null when it names none. */
export function secondsIn(text: string): number | null {
  const parts = [...spelt(text).matchAll(part)];
  if (parts.length === 0) return null;
  const total = parts.reduce(
    (sum, [, amount, name]) => sum + amountOf(amount) * (seconds.get(name) ?? 0),
    0,
  );
  return Math.round(total);
}

/** True when the words are a duration and nothing else. */
export function isDuration(words: string): boolean {
  const rest = spelt(words).replace(part, '');
  return secondsIn(words) !== null && /^(?:\s|,|\band\b)*$/.test(rest) && !/^and\b/i.test(words);
}

/** In lower case, with digits, halves as decimals: "1.5 hour", "10 minutes 30 seconds". */
function spelt(text: string): string {
  const plain = withDigits(text.toLowerCase().replace(/-(?=second|minute|hour|day)/g, ' '));
  return plain
    .replace(halves, (_, amount: string, name: string) => `${amountOf(amount) + 0.5} ${name}`)
    .replace(/\b(\d+):(\d\d)\b/g, '$1 minutes $2 seconds');
}

function amountOf(text: string): number {
  if (text.includes('half')) return 0.5;
  if (text.includes('quarter')) return 0.25;
  return text.startsWith('a') ? 1 : Number(text);
}

/** "1 hour 30 minutes", "90 seconds" as "1 minute 30 seconds". */
export function writeDuration(total: number): string {
  const parts = [
    [Math.floor(total / 3600), 'hour'],
    [Math.floor(total / 60) % 60, 'minute'],
    [total % 60, 'second'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}${count === 1 ? '' : 's'}`)
    .join(' ');
}
