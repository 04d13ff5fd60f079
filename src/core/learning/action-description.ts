import type { ActionId } from '../memory/episode';

/** What the policy knows of an action before any feedback: `reply` or a tool. */
export interface ActionDescription {
  readonly id: ActionId;
  /** For people: "Shopping list". */
  readonly title: string;
  /** Requests the action is for; at least 3, or it can't be told from the others. */
  readonly examples: readonly string[];
}
