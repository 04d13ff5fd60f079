import type { Action, Scope } from './action';
import { matches, type KeyPress } from './shortcut';

/** Where the key was pressed. */
export interface KeyTarget {
  readonly typing: boolean;
  readonly composer: boolean;
  /** A dialog or menu is open: Escape closes it and does nothing else. */
  readonly covered: boolean;
}

/** The action that a key press means there, if any; whether it is enabled is for the caller to ask. */
export function actionFor(
  actions: readonly Action[],
  press: KeyPress,
  target: KeyTarget,
): Action | null {
  const reachable = (scope: Scope) => {
    if (scope === 'composer') return target.composer;
    if (scope === 'outside') return !target.typing;
    return true;
  };
  if (target.covered && press.key === 'Escape') return null;
  return (
    actions.find(
      (action) =>
        action.shortcut !== undefined && reachable(action.scope) && matches(action.shortcut, press),
    ) ?? null
  );
}
