import { Marked, type Tokens } from 'marked';

/** Schemes a link may have; anything else is shown as text. */
const SAFE = /^(https?|mailto):/i;

/**
 * Markdown to HTML, without images (a remote one would tell a server that it was shown) and without raw
 * HTML. A link shows where it leads, because its text may say otherwise. The result is still to be purified.
 */
export const markdown = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: () => '',
    image: ({ text }: Tokens.Image) => escaped(text),
    link(token: Tokens.Link) {
      const label = this.parser.parseInline(token.tokens);
      if (!SAFE.test(token.href)) return label;
      const place = destination(token.href);
      const told = token.text.includes(place) ? '' : ` <small>(${escaped(place)})</small>`;
      return `<a href="${escaped(token.href)}" target="_blank" rel="noopener noreferrer">${label}</a>${told}`;
    },
  },
});

function destination(href: string): string {
  try {
    const url = new URL(href);
    return url.host || url.pathname;
  } catch {
    return href;
  }
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
