export interface PickerOption {
  readonly id: string;
  readonly title: string;
  /** A second line, or null. */
  readonly detail: string | null;
  /** Shown at the right: keys, a share, "chosen". */
  readonly note: string | null;
}

/**
 * Options that contain every word of the query, accents and case aside. Those whose title begins with the
 * query come first; otherwise the given order stays.
 */
export function filterOptions(options: readonly PickerOption[], query: string): PickerOption[] {
  const wanted = folded(query).trim();
  if (wanted === '') return [...options];
  const words = wanted.split(/\s+/);
  const found = options.filter(({ title, detail }) => {
    const text = folded(`${title} ${detail ?? ''}`);
    return words.every((word) => text.includes(word));
  });
  const begins = (option: PickerOption) => folded(option.title).startsWith(wanted);
  return [...found.filter(begins), ...found.filter((option) => !begins(option))];
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
