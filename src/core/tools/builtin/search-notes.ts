import { ToolError } from '../../errors/tool-error';
import type { Tool } from '../tool';
import type { Note } from '../user-data';
import { textOf } from './argument';
import { contentWords } from './content-words';
import { flatSchema, fromRequest } from './flat-schema';
import { joinWords } from './join-words';
import { quotedNote } from './quoted-note';

export const searchNotes: Tool = {
  id: 'search_notes',
  title: 'Find a note',
  description: 'Finds what a note says.',
  permission: 'read',
  parameters: flatSchema(
    {
      query: fromRequest('What the note is about', 200, {
        question: 'What is the note about?',
      }),
    },
    ['query'],
  ),
  examples: [
    { request: 'what did I note about the wifi?', arguments: { query: 'wifi' } },
    { request: 'find my note about the car', arguments: { query: 'car' } },
    { request: 'what was the code I wrote down', arguments: { query: 'code' } },
    { request: 'search my notes for Anna', arguments: { query: 'Anna' } },
    { request: 'where did I say the spare key is', arguments: { query: 'spare key' } },
    { request: 'which note mentions Tom', arguments: { query: 'Tom' } },
  ],
  wordings: [
    'do I have a note on the meeting',
    'what did I write about the plumber',
    'look up my note on the locker',
    'what did I tell you about the printer',
  ],
  summarise: (args) => `Look for notes about “${textOf(args, 'query')}”`,
  run: async (args, { data }) => {
    const query = textOf(args, 'query');
    const words = contentWords(query);
    if (words.length === 0) {
      throw new ToolError(
        `“${query}” does not say what the note is about. Give a word that it contains.`,
      );
    }
    const found = await findNotes(words, await data.list('notes'));
    const texts = found.slice(0, SHOWN).map(({ text }) => text);
    return {
      data: { notes: texts },
      sentence: sentenceFor(query, texts, found.length),
      changes: [],
    };
  },
};

const SHOWN = 3;
/** Shorter words have too many neighbours at one letter's distance: "car" is not "cat". */
const FUZZY_LENGTH = 5;
const PREFIX_LENGTH = 3;

/** Notes with all of the words or, failing that, with some of them; the best first, the newest among equals. */
async function findNotes(words: readonly string[], notes: readonly Note[]): Promise<Note[]> {
  const { default: MiniSearch } = await import('minisearch');
  const index = new MiniSearch<Note>({
    fields: ['text'],
    tokenize: contentWords,
    processTerm: (term) => term,
    searchOptions: {
      tokenize: (query) => query.split(' '),
      prefix: (term) => term.length >= PREFIX_LENGTH,
      fuzzy: (term) => (term.length >= FUZZY_LENGTH ? 0.2 : false),
    },
  });
  index.addAll(notes);
  const search = (combineWith: 'AND' | 'OR') => index.search(words.join(' '), { combineWith });
  const every = search('AND');
  const byId = new Map(notes.map((note) => [note.id, note]));
  return (every.length > 0 ? every : search('OR'))
    .map(({ id, score }) => ({ note: byId.get(String(id)), score: Number(score.toPrecision(2)) }))
    .flatMap(({ note, score }) => (note ? [{ note, score }] : []))
    .sort((a, b) => b.score - a.score || b.note.createdAt - a.note.createdAt)
    .map(({ note }) => note);
}

function sentenceFor(query: string, texts: readonly string[], found: number): string {
  if (texts.length === 0) return `You have no note about “${query}”.`;
  if (texts.length === 1) return `You noted: ${quotedNote(texts[0])}.`;
  const count =
    found > texts.length
      ? `Of ${found} notes about “${query}” these fit best`
      : `You have ${found} notes about “${query}”`;
  return `${count}: ${joinWords(texts.map(quotedNote))}.`;
}
