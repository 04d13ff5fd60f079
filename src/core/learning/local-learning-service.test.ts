import { expect, it } from 'vitest';
import { referenceSlotTrainer } from '../slots/testing/reference-slot-trainer';
import { createLearningService } from './local-learning-service';
import { roundedState } from './sentence-code';
import { referenceTrainer } from './testing/reference-trainer';
import { syntheticEncoder } from './testing/synthetic-encoder';

it('gives out states that the store can keep in 8 bits a number without changing a bit', async () => {
  const service = createLearningService(
    syntheticEncoder,
    referenceTrainer,
    () => Promise.resolve(),
    referenceSlotTrainer,
  );
  const [state] = await service.embed(['alpha one']);
  const [{ pooled }] = await syntheticEncoder.embed(['alpha one']);
  expect(state).not.toEqual(pooled);
  expect(roundedState(state)).toEqual(state);
});
