import type { Json, JsonSchema } from './json-schema';
import type { Change, UserDataReader } from './user-data';

/** By parameter name. Lists and nested objects are values like others. */
export type ToolArguments = Readonly<Record<string, Json>>;

/** `read` has no lasting effect; `write` changes the user's own things and can be undone. */
export type PermissionClass = 'read' | 'write';

/** A request the tool is for, with the call that answers it. */
export interface ToolExample {
  readonly request: string;
  readonly arguments: ToolArguments;
}

export interface ToolContext {
  /** Now, ms since the epoch. */
  readonly now: number;
  readonly data: UserDataReader;
  /** Minutes to add to UTC for the user's own time, at the given moment: summer time ends before some reminders. */
  utcOffset(at: number): number;
  newId(): string;
}

export interface ToolResult {
  readonly data: Json;
  /** One sentence for the user, built from the result by template, never by a model. */
  readonly sentence: string;
  /** What to change; nothing has changed when `run` returns or throws. */
  readonly changes: readonly Change[];
}

/**
 * A tool. `run` is a function from arguments and the user's things to a result and changes: a failing tool
 * leaves nothing behind, and undo is the inverse of the changes. Throws `ToolError` with a sentence that
 * says what to do.
 */
export interface Tool {
  /** Stable: what is learned is bound to it. Lower-case words joined by `_`. */
  readonly id: string;
  /** For people: "Shopping list". */
  readonly title: string;
  /** One sentence for the model and for people. */
  readonly description: string;
  readonly parameters: JsonSchema;
  readonly examples: readonly ToolExample[];
  /** More requests it is for, without their arguments: what tells it from its neighbours before any feedback. */
  readonly wordings: readonly string[];
  readonly permission: PermissionClass;
  /** What it will do, for people: "Add “milk” to the shopping list". */
  summarise(args: ToolArguments): string;
  run(args: ToolArguments, context: ToolContext): Promise<ToolResult>;
}
