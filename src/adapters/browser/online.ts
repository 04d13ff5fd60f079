type Page = Pick<Window, 'addEventListener' | 'removeEventListener'> & {
  readonly navigator: { readonly onLine: boolean };
};

/**
 * Tells whether the browser sees a network: now, and at every change, until the returned function is called.
 * `true` does not mean that any server can be reached.
 */
export function watchOnline(onChange: (online: boolean) => void, page: Page = window): () => void {
  const tell = () => onChange(page.navigator.onLine);
  tell();
  page.addEventListener('online', tell);
  page.addEventListener('offline', tell);
  return () => {
    page.removeEventListener('online', tell);
    page.removeEventListener('offline', tell);
  };
}
