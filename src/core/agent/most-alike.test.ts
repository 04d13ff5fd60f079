import { expect, test } from 'vitest';
import { mostAlike } from './most-alike';

const examples = ['how many cups is 500 ml?', 'convert 10 miles to km', 'what is 72 °F in °C'].map(
  (request) => ({ request }),
);

test('the example in the same form is the most alike, whatever its numbers', () => {
  expect(mostAlike(examples, 'How many spoons is 20 ml')?.request).toBe('how many cups is 500 ml?');
  expect(mostAlike(examples, 'convert 3 stones to kg')?.request).toBe('convert 10 miles to km');
});

test('a request that shares no word has no example alike', () => {
  expect(mostAlike(examples, 'hello')).toBeNull();
});
