import type { Page } from '../../state/route';
import type { IconName } from '../icons';

/** The pages in the order of the rail. */
export const pages: readonly { page: Page; title: string; icon: IconName }[] = [
  { page: 'chat', title: 'Chat', icon: 'chat' },
  { page: 'memory', title: 'Memory', icon: 'memory' },
  { page: 'learning', title: 'Learning', icon: 'learning' },
  { page: 'models', title: 'Models', icon: 'models' },
  { page: 'settings', title: 'Settings', icon: 'settings' },
];
