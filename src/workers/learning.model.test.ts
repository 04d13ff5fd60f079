import { beforeAll, describe, expect, it, vi } from 'vitest';
import { startEncoderPass } from '../adapters/llama/node/start-encoder-pass';
import { loadPageEncoder } from '../adapters/transformers/node/page-encoder';
import { folderSource } from '../adapters/cache-storage/node/folder-source';
import { actionsOf } from '../core/agent/actions';
import { fillArguments } from '../core/agent/fill-arguments';
import { NO_EXPERIENCE, withBatch } from '../core/learning/experience';
import { Learner } from '../core/learning/learner';
import { createLearningService } from '../core/learning/local-learning-service';
import { offScopeRequests } from '../core/learning/off-scope-requests';
import { KAPPA } from '../core/learning/parameters';
import { referenceTrainer } from '../core/learning/testing/reference-trainer';
import type { LearningService } from '../core/ports/learning-service';
import type { SlotLearningService } from '../core/ports/slot-learning-service';
import { ArgumentLearner } from '../core/slots/argument-learner';
import { sampleEpisode, sampleSignal } from '../core/learning/testing/sample-records';
import { step } from '../core/learning/testing/synthetic-user';
import { referenceSlotTrainer } from '../core/slots/testing/reference-slot-trainer';
import { FakeStore } from '../core/testing/fake-store';
import { FakeTextGenerator } from '../core/testing/fake-text-generator';
import { builtinTools } from '../core/tools/registry';

const actions = actionsOf(builtinTools());
const even = new Map(actions.map(({ id }) => [id, -Math.log(actions.length)]));
let service: LearningService & SlotLearningService;

beforeAll(async () => {
  const source = folderSource('public/models', 'all-MiniLM-L6-v2');
  const encoder = await loadPageEncoder(source, startEncoderPass);
  service = createLearningService(
    encoder,
    referenceTrainer,
    () => Promise.resolve(),
    referenceSlotTrainer,
  );
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
  await vi.waitFor(async () => {
    expect(await store.get('settings', 'learning-basis')).not.toBeNull();
  }, 60_000);
  return { frozen: decision.frozenChoice, decide };
}

describe('a correction, with the real encoder and the real tools', () => {
  it('is followed for rewordings, changes no neighbour, and takes unrelated requests to no tool', async () => {
    const { frozen, decide } = await corrected();
    expect(frozen).toBe('calculate_date');
    const rewordings = ['what date is easter this year', 'on which day does easter fall'];
    for (const request of ['when is easter', ...rewordings]) {
      expect((await decide(request)).decision.chosen).toBe('reply');
    }
    for (const request of ['remind me at easter', 'what date is in three weeks']) {
      const { decision } = await decide(request);
      expect(`${request}: ${decision.chosen}`).toBe(`${request}: ${decision.frozenChoice}`);
    }
    for (const request of offScopeRequests.slice(0, 50)) {
      const { chosen, frozenChoice } = (await decide(request)).decision;
      // What the untrained agent wrongly does something with may be answered in words instead.
      expect([frozenChoice, 'reply'], request).toContain(chosen);
    }
  });
});

describe('an argument put right twice in the same way, with the real encoder and the real tools', () => {
  it('is right in a new request, and others are filled as before', async () => {
    const tools = builtinTools();
    const shopping = tools.find(({ id }) => id === 'add_shopping')!;
    const store = new FakeStore();
    const clock = { now: () => 0 };
    const learned = await ArgumentLearner.open({ store, service, tools, clock, newId: () => 'id' });
    const present = { now: 0, utcOffset: () => 0 };
    const items = async (request: string) => {
      const voice = await learned.voice(shopping, request);
      const generator = new FakeTextGenerator();
      const filled = fillArguments(shopping, request, [], generator, present, undefined, voice);
      return (await filled).arguments['items'];
    };
    expect(await items('put organic honey on my shopping list')).toBe('organic honey');
    const told = ['flour', 'rice'].map((item, i) => {
      const request = `put organic ${item} on my shopping list`;
      const call = step(shopping.id, { arguments: { items: item }, origin: 'correction' });
      const episode = sampleEpisode(request, { sequence: 2 * i, steps: [call] });
      return [episode, sampleSignal(episode, { kind: 'argument-edit' })] as const;
    });
    const batch = {
      episodes: told.map(([episode]) => episode),
      signals: told.map(([, signal]) => signal),
    };
    learned.see(batch, withBatch(NO_EXPERIENCE, batch));
    expect(await items('put organic honey on my shopping list')).toBe('honey');
    for (const item of ['oat milk', 'two eggs and some flour', 'dish soap']) {
      expect(await items(`please add ${item} to the grocery list`)).toBe(item);
    }
  });
});
