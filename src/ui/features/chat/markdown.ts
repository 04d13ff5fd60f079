type Render = (text: string) => DocumentFragment;

/** What DOMPurify lets through: what markdown makes, and nothing that loads or runs. */
const ALLOWED_TAGS = [
  ...['p', 'br', 'hr', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'small', 'a'],
  ...['ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
];
const ALLOWED_ATTR = ['href', 'target', 'rel', 'start', 'align'];

let renderer: Promise<Render> | null = null;

/** Markdown to safe nodes. Parser and purifier (27 kB gzipped) are loaded at the first answer. */
export function markdownRenderer(): Promise<Render> {
  renderer ??= load();
  return renderer;
}

async function load(): Promise<Render> {
  const [{ markdown }, { default: purifier }] = await Promise.all([
    import('./markdown-html'),
    import('dompurify'),
  ]);
  return (text) =>
    purifier.sanitize(markdown.parse(text, { async: false }), {
      ALLOWED_TAGS,
      ALLOWED_ATTR,
      RETURN_DOM_FRAGMENT: true,
    });
}
