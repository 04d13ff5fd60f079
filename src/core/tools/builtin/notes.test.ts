import { describe, expect, it } from 'vitest';
import { saveNote } from './save-note';
import { searchNotes } from './search-notes';
import { monday, note, runOn } from './testing/stocked-data';

const notes = [
  note('the wifi password is on the fridge', 1),
  note('the car is on level 3', 2),
  note('Anna likes tea', 3),
  note('the cat is allergic to fish', 4),
  note('Anna plays chess', 5),
  note('Anna eats cake', 6),
  note('Anna has lunch', 7),
];
const search = async (query: string) =>
  (await runOn(searchNotes, { query }, { notes })).data as { notes: string[] };

describe('keeping a note', () => {
  it('stores the words as they are', async () => {
    const { sentence, changes } = await runOn(saveNote, { text: 'The code is 4312.' }, {});
    expect(sentence).toBe('Noted: “The code is 4312”.');
    expect(changes).toEqual([
      {
        type: 'put',
        table: 'notes',
        record: { id: 'new-1', text: 'The code is 4312.', createdAt: monday },
      },
    ]);
  });

  it('keeps one note of the same words', async () => {
    const { sentence, changes } = await runOn(saveNote, { text: 'anna likes tea' }, { notes });
    expect(sentence).toBe('You have this note already: “anna likes tea”.');
    expect(changes).toEqual([]);
  });

  it('shows a long note by its beginning', async () => {
    const { sentence } = await runOn(saveNote, { text: 'word '.repeat(100) }, {});
    expect(sentence.length).toBeLessThan(220);
    expect(sentence).toMatch(/…”\.$/);
  });

  it('refuses bare punctuation', async () => {
    await expect(runOn(saveNote, { text: '…' }, {})).rejects.toThrow('Say what the note');
  });
});

describe('finding a note', () => {
  it.each([
    ['wifi', 'the wifi password is on the fridge'],
    ['what is the password', 'the wifi password is on the fridge'],
    ['passwords', 'the wifi password is on the fridge'],
    ['pasword', 'the wifi password is on the fridge'],
    ['fri', 'the wifi password is on the fridge'],
    ['car', 'the car is on level 3'],
    ['Anna tea', 'Anna likes tea'],
  ])('finds by “%s” “%s” alone', async (query, text) => {
    expect((await search(query)).notes).toEqual([text]);
  });

  it('shows the three newest of those that fit as well', async () => {
    const found = await runOn(searchNotes, { query: 'Anna' }, { notes });
    expect(found.sentence).toBe(
      'Of 4 notes about “Anna” these fit best: “Anna has lunch”, “Anna eats cake” and “Anna plays chess”.',
    );
  });

  it('finds some of the words when no note has all', async () => {
    expect((await search('car keys')).notes).toEqual(['the car is on level 3']);
  });

  it('says so when there is none, which is no failure', async () => {
    const { sentence } = await runOn(searchNotes, { query: 'printer' }, { notes });
    expect(sentence).toBe('You have no note about “printer”.');
    expect((await runOn(searchNotes, { query: 'wifi' }, {})).sentence).toContain('no note');
  });

  it('asks for a word when none says what the note is about', async () => {
    await expect(search('my notes')).rejects.toThrow('Give a word that it contains');
  });
});
