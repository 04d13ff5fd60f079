export type Page = 'chat' | 'memory' | 'learning' | 'models' | 'settings';

/** Where one is. `id` is a conversation in Chat, an episode in Memory, and the tab "things" of Memory. */
export interface Route {
  readonly page: Page;
  readonly id: string | null;
}

const PAGES: readonly string[] = ['chat', 'memory', 'learning', 'models', 'settings'];

/** The tab of Memory that shows notes and lists; episode ids never look like this. */
export const THINGS = '~things';

/** Anything unknown is the chat: an old link must never show an empty page. */
export function parseRoute(hash: string): Route {
  const [page = '', id = ''] = hash.replace(/^#?\/?/, '').split('/');
  if (!isPage(page)) return { page: 'chat', id: null };
  return { page, id: id === '' ? null : decoded(id) };
}

export function formatRoute(route: Route): string {
  const id = route.id === null ? '' : `/${encodeURIComponent(route.id)}`;
  return `#/${route.page}${id}`;
}

function isPage(name: string): name is Page {
  return PAGES.includes(name);
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
