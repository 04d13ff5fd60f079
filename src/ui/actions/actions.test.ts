import { describe, expect, test } from 'vitest';
import { actions } from './actions';
import { actionFor, type KeyTarget } from './dispatch';
import { keycaps, matches, type KeyPress } from './shortcut';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const page: KeyTarget = { typing: false, composer: false, covered: false };
const composer: KeyTarget = { typing: true, composer: true, covered: false };
const found = (key: KeyPress, target: KeyTarget) => actionFor(actions, key, target)?.id;

describe('the registry', () => {
  test('has every id once', () => {
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
  });
  test('gives no two actions the same shortcut', () => {
    const shortcuts = actions.flatMap(({ shortcut }) =>
      shortcut ? [keycaps(shortcut, false).join('+')] : [],
    );
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });
});

describe('shortcuts', () => {
  test('Ctrl+K and Command+K both open the palette', () => {
    expect(found(press('k', { ctrlKey: true }), page)).toBe('palette');
    expect(found(press('k', { metaKey: true }), composer)).toBe('palette');
  });
  test('a modifier too many means something else', () => {
    expect(found(press('k', { ctrlKey: true, shiftKey: true }), page)).toBeUndefined();
    expect(found(press('k', { ctrlKey: true, altKey: true }), page)).toBeUndefined();
  });
  test('Shift with a letter reports a capital, which still matches', () => {
    expect(found(press('O', { ctrlKey: true, shiftKey: true }), page)).toBe('new-conversation');
  });
  test('a sign that needs Shift on this keyboard is still that sign', () => {
    expect(
      matches({ key: '/', primary: true }, press('/', { ctrlKey: true, shiftKey: true })),
    ).toBe(true);
  });
  test('Ctrl+Z in a text field belongs to the field', () => {
    expect(found(press('z', { ctrlKey: true }), page)).toBe('undo-notice');
    expect(found(press('z', { ctrlKey: true }), { ...composer, composer: false })).toBeUndefined();
  });
  test('Up and Enter work in the composer only', () => {
    expect(found(press('ArrowUp'), composer)).toBe('edit-last');
    expect(found(press('ArrowUp'), page)).toBeUndefined();
    expect(found(press('Enter'), composer)).toBe('send');
    expect(found(press('Enter', { shiftKey: true }), composer)).toBeUndefined();
  });
  test('Escape stops, but under a dialog it only closes the dialog', () => {
    expect(found(press('Escape'), composer)).toBe('stop');
    expect(found(press('Escape'), { ...page, covered: true })).toBeUndefined();
  });
  test('keycaps follow the keyboard', () => {
    expect(keycaps({ key: 'o', primary: true, shift: true }, false)).toEqual([
      'Ctrl',
      'Shift',
      'O',
    ]);
    expect(keycaps({ key: 'k', primary: true }, true)).toEqual(['⌘', 'K']);
  });
});
