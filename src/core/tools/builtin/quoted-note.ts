/** Characters of a note that fit into a sentence. */
const QUOTED = 200;

/** The note in quotes, without its full stop: the sentence around it has one. A long note by its beginning. */
export function quotedNote(text: string): string {
  const bare = text.replace(/\.$/, '');
  const short = bare.length > QUOTED ? `${bare.slice(0, QUOTED - 1).trimEnd()}…` : bare;
  return `“${short}”`;
}
