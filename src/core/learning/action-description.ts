import type { ActionId } from '../memory/episode';

/** What the policy knows of an action before any feedback: `reply` or a tool. */
export interface ActionDescription {
  readonly id: ActionId;
  /** For people: "Shopping list". */
  readonly title: string;
  /** Requests the action is for; at least 3, or it can't be told from the others. */
  readonly examples: readonly string[];
}

/** The actions that are here, for people; one that is gone keeps its id. */
export interface ActionNames {
  title(action: ActionId): string;
  isHere(action: ActionId): boolean;
}

export function actionNames(actions: readonly ActionDescription[]): ActionNames {
  const titles = new Map(actions.map(({ id, title }) => [id, title]));
  return {
    title: (action) => titles.get(action) ?? action,
    isHere: (action) => titles.has(action),
  };
}
