/** A key with its modifiers. `primary` is Control, or Command where the keyboard has it. */
export interface Shortcut {
  readonly key: string;
  readonly primary?: boolean;
  readonly shift?: boolean;
}

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export function matches(shortcut: Shortcut, press: KeyPress): boolean {
  // On many keyboards a sign like "/" needs Shift: what counts is the sign.
  const sign = /^[^\p{L}\p{N}]$/u.test(shortcut.key);
  return (
    press.key.toLowerCase() === shortcut.key.toLowerCase() &&
    (press.ctrlKey || press.metaKey) === (shortcut.primary ?? false) &&
    (sign || press.shiftKey === (shortcut.shift ?? false)) &&
    !press.altKey
  );
}

const NAMES: Readonly<Record<string, string>> = { ArrowUp: '↑', Escape: 'Esc' };

/** The keys to press, in order: ["Ctrl", "Shift", "O"]. */
export function keycaps(shortcut: Shortcut, apple: boolean): string[] {
  const caps: string[] = [];
  if (shortcut.primary) caps.push(apple ? '⌘' : 'Ctrl');
  if (shortcut.shift) caps.push(apple ? '⇧' : 'Shift');
  caps.push(NAMES[shortcut.key] ?? capitalised(shortcut.key));
  return caps;
}

function capitalised(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}
