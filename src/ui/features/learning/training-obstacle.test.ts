import { expect, test } from 'vitest';
import type { LearningView } from '../../../app/app-state';
import { emptyLearning } from '../../testing/demo-learning';
import { trainingObstacle } from './training-obstacle';

const view = (change: Partial<LearningView>): LearningView => ({ ...emptyLearning, ...change });

test('training says how many examples it still needs', () => {
  const obstacle = trainingObstacle(view({ examples: 5, examplesNeeded: 8 }));
  expect(obstacle?.replaceAll('\u00a0', ' ')).toBe('Needs 3 more labelled examples first.');
});

test('training may start with enough examples', () => {
  expect(trainingObstacle(view({ examples: 8, examplesNeeded: 8 }))).toBeNull();
});

test('pause and a running training are obstacles, however many examples there are', () => {
  const enough = { examples: 50, examplesNeeded: 8 };
  const paused = { ...emptyLearning.state, paused: true };
  expect(trainingObstacle(view({ ...enough, state: paused }))).toContain('paused');
  expect(trainingObstacle(view({ ...enough, training: { step: 1, steps: 20 } }))).toContain(
    'running',
  );
});
