import type { ActionId } from '../memory/episode';

/** A parameter whose value is words of the request; a number counts as long as it is one of its words. */
export interface SlotParameter {
  readonly name: string;
  /** Parameters of the same name and kind share what is learned, over all tools. */
  readonly kind: 'request' | 'number';
  readonly required: boolean;
  /** Takes a list of values: several spans of the request. */
  readonly many: boolean;
}

/** The part of a tool that the slot head covers. */
export interface SlotTool {
  readonly id: ActionId;
  readonly parameters: readonly SlotParameter[];
}

/** Words `start` to `end - 1` of a request, given to a parameter (its index in the tool). */
export interface SlotSpan {
  readonly parameter: number;
  readonly start: number;
  readonly end: number;
}

/** What identifies a parameter's rows in the head. */
export function slotKey({ kind, name }: SlotParameter): string {
  return `${kind} ${name}`;
}

/** The slots of all tools, each once, in the order of their first use. */
export function slotKeys(tools: readonly SlotTool[]): string[] {
  return [...new Set(tools.flatMap(({ parameters }) => parameters.map(slotKey)))];
}
