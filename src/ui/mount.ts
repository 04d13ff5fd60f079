import { mount, unmount } from 'svelte';
import type { Apprentice } from '../app/apprentice';
import Frame from './components/frame/Frame.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/page.css';

/** Shows the interface over an application in `target`; the returned function takes it away again. */
export function mountInterface(apprentice: Apprentice, target: HTMLElement | null): () => void {
  if (!target) throw new TypeError('The page has no element to show the interface in.');
  target.replaceChildren();
  const frame = mount(Frame, { target, props: { apprentice } });
  return () => void unmount(frame);
}
