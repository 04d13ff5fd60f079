import { bareText, endsPossessive, withoutPossessive } from './request-words';
import type { KnownCall } from './slot-call';
import { slotKey } from './slot';

/** Slots whose values keep a possessive ending ("Anna's" list), by what the user's own values do. */
export function possessiveSlots(known: readonly KnownCall[]): ReadonlySet<string> {
  const balance = new Map<string, number>();
  for (const { call, tool, request, spans } of known) {
    for (const { parameter, end } of spans) {
      if (!endsPossessive(request.words[end - 1])) continue;
      const key = slotKey(tool.parameters[parameter]);
      const kept = endsPossessive(JSON.stringify(call.values[tool.parameters[parameter].name]));
      balance.set(key, (balance.get(key) ?? 0) + (kept ? 1 : -1));
    }
  }
  return new Set([...balance].filter(([, sum]) => sum > 0).map(([key]) => key));
}

/** The words of a span as a value. */
export function spanValue(
  words: readonly string[],
  { start, end }: { readonly start: number; readonly end: number },
  keepsPossessive: boolean,
): string {
  const text = bareText(words.slice(start, end).join(' '));
  const value = keepsPossessive ? text : withoutPossessive(text);
  return value || words.slice(start, end).join(' ');
}
