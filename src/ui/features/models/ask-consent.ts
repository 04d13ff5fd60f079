import { consentKey } from '../../../core/models/consent';
import type { ModelEntry } from '../../../core/models/model-entry';
import { hostOf, modelHosts } from '../../../core/models/model-hosts';
import type { Interface } from '../../state/interface.svelte';

/** Downloads a model, or goes on with it, after asking once for this model. */
export function getModel(ui: Interface, entry: ModelEntry): void {
  const agree = () => void ui.apprentice.downloadModel(entry.id);
  const hosts = modelHosts(entry);
  // What is served with the page asks no other host.
  if (hosts.length === 0 || ui.apprentice.setting(consentKey(entry.id), false)) return agree();
  ui.overlays.consent = {
    title: `Get ${entry.title}?`,
    what: 'The files of this language model',
    hosts,
    bytes: entry.downloadBytes,
    agree,
  };
}

/** Asks before the file at an address is looked at and fetched. */
export function getGguf(ui: Interface, address: string): void {
  ui.overlays.consent = {
    title: 'Get this GGUF file?',
    what: address.split('/').at(-1) ?? address,
    hosts: [hostOf(address)],
    bytes: null,
    agree: () => void ui.apprentice.openGguf(address),
  };
}

/** Asks before the lists at an address are read. */
export function lookAt(ui: Interface, address: string, agree: () => void): void {
  ui.overlays.consent = {
    title: 'Look at this address?',
    what: 'Its lists of files and settings; the model itself only when you download it',
    hosts: [hostOf(address)],
    bytes: null,
    agree,
  };
}
