import { expect, test } from 'vitest';
import { feedbackWords } from './feedback-words';

test('feedback is said once for each kind, and what means nothing is left out', () => {
  expect(feedbackWords(['thumbs-up', 'abandon', 'copy', 'thumbs-up'])).toEqual([
    'you liked it',
    'you copied it',
  ]);
});
