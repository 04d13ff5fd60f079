import type { Interface } from '../state/interface.svelte';
import type { Shortcut } from './shortcut';

/**
 * Where its shortcut works: `anywhere`; `outside` text fields, whose own key it would take (Ctrl+Z); or only
 * in the `composer`.
 */
export type Scope = 'anywhere' | 'outside' | 'composer';

/** Something one can do. Palette, shortcuts and help all read the same list. */
export interface Action {
  readonly id: string;
  readonly title: string;
  readonly group: 'Conversation' | 'Go to' | 'Learning' | 'Interface';
  readonly shortcut?: Shortcut;
  readonly scope: Scope;
  /** Left out: always. */
  enabled?(ui: Interface): boolean;
  run(ui: Interface): void;
}
