import type { AppState } from '../../../app/app-state';
import { engineFacts } from './engine-facts';

/** Facts and counts for a bug report, as lines of text; never a word the user wrote. */
export function diagnostics(state: AppState, browser: string): string {
  const { storage, startup, learning } = state;
  const lines = [
    ...engineFacts(state).map(({ name, value }) => `${name}: ${value}`),
    `Start: ${startup.status}${startup.error ? ` (${startup.error.code})` : ''}`,
    `Network: ${state.online ? 'on' : 'off'}`,
    `Conversations: ${state.conversations.length}`,
    `Versions: ${learning.snapshots.length}`,
    `Examples: ${learning.examples} (needs ${learning.examplesNeeded})`,
    `Learning: ${learning.state.paused ? 'paused' : 'on'}, trial: ${learning.state.trial ? 'running' : 'none'}`,
    storage
      ? `Storage: ${storage.usage} of ${storage.quota} bytes, persisted: ${storage.persisted ? 'yes' : 'no'}, damaged: ${storage.damaged}`
      : 'Storage: not known',
    `Browser: ${browser}`,
  ];
  return lines.join('\n').replaceAll('\u00a0', ' ');
}
