import { requestWords, wordForm } from './request-words';
import type { SlotSpan, SlotTool } from './slot';

/** A call's values; a parameter with `many` may have several. */
export type SlotValues = Readonly<Record<string, string | number | readonly (string | number)[]>>;

/**
 * Where the values stand in the request: case and punctuation don't matter, inflection does. Longer values first, so
 * that a short one does not take a word out of a long one. Null when a value is not to be found: the user's words
 * say nothing then about which words are its. Values of other parameters than the tool's slots are left out.
 */
export function alignValues(
  request: string,
  values: SlotValues,
  tool: SlotTool,
): SlotSpan[] | null {
  const forms = requestWords(request).map(wordForm);
  const taken = forms.map(() => false);
  const wanted = tool.parameters
    .flatMap(({ name }, parameter) =>
      valuesOf(values[name]).map((value) => ({ parameter, words: formsOf(value) })),
    )
    .sort((a, b) => b.words.length - a.words.length);
  const spans: SlotSpan[] = [];
  for (const { parameter, words } of wanted) {
    const start = forms.findIndex((_, at) =>
      words.every((word, i) => forms[at + i] === word && !taken[at + i]),
    );
    if (start < 0 || words.length === 0) return null;
    taken.fill(true, start, start + words.length);
    spans.push({ parameter, start, end: start + words.length });
  }
  return spans.sort((a, b) => a.start - b.start);
}

function valuesOf(value: SlotValues[string] | undefined): string[] {
  if (value === undefined || value === '') return [];
  return typeof value === 'object' ? value.map(String) : [String(value)];
}

function formsOf(value: string): string[] {
  return requestWords(value).map(wordForm);
}
