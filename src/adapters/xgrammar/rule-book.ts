/** The rules of a grammar under construction. What is asked for twice is written once. */
export class RuleBook {
  readonly #rules: string[] = [];
  readonly #names = new Map<string, string>();

  /** Name of the rule known as `key`; the first time `write` gives the lines that define it. */
  once(key: string, write: (name: string) => readonly string[]): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = `v${this.#names.size}`;
    this.#names.set(key, name);
    this.#rules.push(...write(name));
    return name;
  }

  lines(): readonly string[] {
    return this.#rules;
  }
}

/** `text` as a quoted string of the grammar language. */
export function literal(text: string): string {
  return `"${text.replace(/[\\"]/gu, '\\$&')}"`;
}
