import type { ConsentRequest } from './consent';

/** What lies over the page. One palette, one help, one panel; each closes the way it was opened. */
export class Overlays {
  palette = $state(false);
  help = $state(false);
  /** The drawer with the conversations, where there is no room for them in the rail. */
  conversations = $state(false);
  /** The rail shows only the pages, by choice; it always does where there is little room. */
  compactRail = $state(false);
  /** The choice of the language model. */
  models = $state(false);
  /** What the user is asked to agree to before another host is asked. */
  consent = $state.raw<ConsentRequest | null>(null);
  /** Episode whose decision is explained. */
  why = $state<string | null>(null);
}
