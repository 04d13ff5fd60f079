import { registerSW } from 'virtual:pwa-register';
import type { Notices } from './notices';

/** Keeps the page's own files for use without a network; offers a new version, never forces it. */
export function keepOffline(notices: Notices, onKept: () => void): void {
  if (!('serviceWorker' in navigator)) return;
  const update = registerSW({
    onOfflineReady: onKept,
    onNeedRefresh: () =>
      notices.offer('A new version of Apprentice is ready.', 'Reload', () => update(true)),
  });
  void navigator.serviceWorker.ready.then(onKept);
}
