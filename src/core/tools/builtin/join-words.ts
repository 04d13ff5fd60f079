/** "milk", "milk and eggs", "milk, eggs and bread". Semicolons part texts that have commas of their own. */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  const separator = words.some((word) => word.includes(',')) ? '; ' : ', ';
  return `${words.slice(0, -1).join(separator)} and ${words.at(-1)}`;
}

/** The text as the beginning of a sentence. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
