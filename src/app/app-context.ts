import type { AgentPorts } from '../core/agent/agent-ports';
import type { Learning } from '../core/learning/learning';
import type { Clock } from '../core/ports/clock';
import type { Store } from '../core/ports/store';
import type { Library } from './library';
import type { Notices } from './notices';
import type { StateHolder } from './state-holder';
import type { Turns } from './turns';

/** What the parts of the application share once the store is open. */
export interface AppContext {
  readonly holder: StateHolder;
  readonly notices: Notices;
  readonly store: Store;
  readonly learning: Learning;
  readonly library: Library;
  readonly turns: Turns;
  readonly agent: AgentPorts;
  readonly clock: Clock;
  newId(): string;
  /** Resolves when both models are loaded (starting them when they are not); rejects with what prevented it. */
  modelsReady(): Promise<void>;
  /** Reads the user's things again after they have changed. */
  refreshThings(): Promise<void>;
}
