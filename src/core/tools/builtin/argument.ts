import type { ToolArguments } from '../tool';

/** The text of an argument without white space at its ends; empty when it was left out. */
export function textOf(args: ToolArguments, name: string): string {
  return String(args[name] ?? '').trim();
}
