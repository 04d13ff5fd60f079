import { Chat } from '../../../src/app/chat';
import { feedbackActions } from '../../../src/app/feedback';
import { initialState } from '../../../src/app/initial-state';
import { Notices } from '../../../src/app/notices';
import { openContext } from '../../../src/app/open-context';
import { StateHolder } from '../../../src/app/state-holder';
import { warmUp } from '../../../src/app/warm-up';
import { newId } from '../../../src/adapters/browser/crypto-random';
import { systemClock } from '../../../src/adapters/browser/system-clock';
import { defaultProfile, profileKey } from '../../../src/core/agent/agent-profile';
import { FakeStore } from '../../../src/core/testing/fake-store';
import { addShopping } from '../../../src/core/tools/builtin/add-shopping';
import type { ModelEntry } from '../../../src/core/models/model-entry';
import type { Tool } from '../../../src/core/tools/tool';
import { startEngine } from '../../../src/workers/engine-client';
import { startLearningWorker } from '../../../src/workers/learning-client';
import { fillCaches } from './fill-caches';
import { testModel } from './test-model';

/** One tool with two examples: every 30 tokens of a prompt take 8 s. */
const tools: readonly Tool[] = [{ ...addShopping, examples: addShopping.examples.slice(0, 2) }];

/** The application without its page: agent, learning and both workers, on the test's model. */
async function start(model: ModelEntry = testModel()) {
  const holder = new StateHolder(initialState(tools));
  const notices = new Notices(holder, newId);
  const baseUrl = 'models/';
  const quiet = { baseUrl, onProgress: () => {} };
  const generator = await startEngine({ ...quiet, model });
  const learningService = await startLearningWorker({ ...quiet, modelId: 'all-MiniLM-L6-v2' });
  holder.update({ engine: await generator.describe() });
  const profile = { ...defaultProfile, systemPrompt: 'Answer in one word.' };
  const context = await openContext(holder, notices, {
    store: new FakeStore(),
    generator,
    learningService,
    clock: systemClock,
    newId,
    utcOffset: () => 0,
    modelsReady: () => Promise.resolve(),
    setting: (key) => (key === profileKey ? profile : undefined),
  });
  const chat = new Chat(context);
  const feedback = feedbackActions(context, chat);
  await warmUp(context);

  /** An answer in words is long enough with these characters. */
  const enough = 8;
  holder.subscribe(({ turns, busy }) => {
    const last = turns.at(-1);
    if (busy && last?.phase === 'writing' && last.episode.reply.length > enough)
      chat.actions.stop();
  });

  return {
    async send(request: string) {
      await chat.actions.send(request);
      return last();
    },
    async correct(action: string) {
      await feedback.correct(holder.state.turns.at(-1)!.episode.id, action);
      return last();
    },
  };

  function last() {
    const { episode, learned } = holder.state.turns.at(-1)!;
    return {
      chosen: episode.decision?.chosen,
      modelId: episode.decision?.modelId,
      candidates: episode.decision?.candidates,
      steps: episode.steps.map(({ toolId, arguments: values }) => ({ toolId, values })),
      reply: episode.reply,
      learned: learned?.sentence ?? null,
      notices: holder.state.notices.map(({ text }) => text),
      backend: holder.state.engine?.backend,
    };
  }
}

const agentDriver = { fill: fillCaches, start };
export type AgentDriver = typeof agentDriver;
Object.assign(globalThis, { agentDriver });
