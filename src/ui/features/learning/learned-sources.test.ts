import { expect, test } from 'vitest';
import { demoLearned } from '../../testing/demo-learning';
import { learnedSources } from './learned-sources';

test('feedback by source loses none, and the most trusted source comes first', () => {
  const learned = demoLearned(0);
  const sources = learnedSources(learned);
  expect(sources.flatMap(({ sentences }) => sentences)).toHaveLength(learned.length);
  expect(sources[0]?.kind).toBe('correction');
  expect(sources.every(({ sentences }) => sentences.length > 0)).toBe(true);
});
