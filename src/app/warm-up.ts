import { scoreActions } from '../core/agent/prompt-styles/score-actions';
import type { AppContext } from './app-context';

/** Loads the models and computes what every decision begins with (3 s on WASM), before the next request asks for it. */
export async function warmUp({ agent, learning, modelsReady }: AppContext): Promise<void> {
  await modelsReady();
  if (agent.priorWeights().languageModel > 0) {
    await scoreActions(agent.generator, agent.promptStyle(), agent.actions, '');
  }
  await learning.prepare();
}
