import { expect, test } from 'vitest';
import { filterOptions, type PickerOption } from './picker-filter';

const option = (title: string, detail: string | null = null): PickerOption => ({
  id: title,
  title,
  detail,
  note: null,
});
const options = [option('To-do list', 'things to do'), option('Résumé'), option('List of notes')];
const titles = (query: string) => filterOptions(options, query).map(({ title }) => title);

test('an empty query keeps all, in order', () =>
  expect(titles('  ')).toEqual(['To-do list', 'Résumé', 'List of notes']));
test('titles that begin with the query come first', () =>
  expect(titles('list')).toEqual(['List of notes', 'To-do list']));
test('every word has to occur, in title or detail', () => {
  expect(titles('do things')).toEqual(['To-do list']);
  expect(titles('do nothing')).toEqual([]);
});
test('accents and case do not matter', () => expect(titles('RESUME')).toEqual(['Résumé']));
