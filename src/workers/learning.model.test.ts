import { beforeAll, describe, expect, it } from 'vitest';
import { loadEncoder } from '../adapters/transformers/load-encoder';
import { folderSource } from '../adapters/cache-storage/node/folder-source';
import { actionsOf } from '../core/agent/actions';
import { Learner } from '../core/learning/learner';
import { createLearningService } from '../core/learning/local-learning-service';
import { offScopeRequests } from '../core/learning/off-scope-requests';
import { KAPPA } from '../core/learning/parameters';
import { referenceTrainer } from '../core/learning/testing/reference-trainer';
import type { LearningService } from '../core/ports/learning-service';
import { sampleEpisode } from '../core/learning/testing/sample-records';
import { FakeStore } from '../core/testing/fake-store';
import { builtinTools } from '../core/tools/registry';

const actions = actionsOf(builtinTools());
const even = new Map(actions.map(({ id }) => [id, -Math.log(actions.length)]));
let service: LearningService;

beforeAll(async () => {
  const source = folderSource('public/models', 'all-MiniLM-L6-v2');
  const encoder = await loadEncoder(source, { backend: 'cpu', threads: 1 });
  service = createLearningService(encoder, referenceTrainer, () => Promise.resolve());
});

/** A learner that was told once that "when is easter" wants words, where it would have looked a date up. */
async function corrected() {
  const store = new FakeStore();
  let ids = 0;
  const learner = await Learner.open({
    store,
    service,
    clock: { now: () => 0 },
    newId: () => `id${ids++}`,
    actions,
    kappa: KAPPA,
    requests: () => Promise.resolve(offScopeRequests),
  });
  const decide = async (request: string) => {
    const situation = await learner.situate(request);
    const decision = learner.decide(situation, { languageModel: even, modelId: '', seconds: 0 });
    return { situation, decision };
  };
  const { situation, decision } = await decide('when is easter');
  const { embedding, encoderHash, request } = situation;
  const episode = sampleEpisode(request, { embedding, encoderHash, decision });
  await learner.recordEpisode({ ...episode, sequence: store.nextSequence() });
  await learner.recordSignals([
    {
      episodeId: episode.id,
      conversationId: episode.conversationId,
      step: 0,
      kind: 'correction',
      action: 'reply',
      argument: null,
      provenance: 'user',
      tainted: false,
    },
  ]);
  return { frozen: decision.frozenChoice, decide };
}

describe('a correction, with the real encoder and the real tools', () => {
  it('is followed for rewordings, and changes neither neighbours nor unrelated requests', async () => {
    const { frozen, decide } = await corrected();
    expect(frozen).toBe('calculate_date');
    const rewordings = ['what date is easter this year', 'on which day does easter fall'];
    for (const request of ['when is easter', ...rewordings]) {
      expect((await decide(request)).decision.chosen).toBe('reply');
    }
    const others = [
      'remind me at easter',
      'what date is in three weeks',
      ...offScopeRequests.slice(0, 50),
    ];
    for (const request of others) {
      const { decision } = await decide(request);
      expect(`${request}: ${decision.chosen}`).toBe(`${request}: ${decision.frozenChoice}`);
    }
  });
});
