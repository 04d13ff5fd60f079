import { createHash } from 'node:crypto';
import { loadXgrammar } from '../../src/adapters/xgrammar/node/load-xgrammar';
import { createXgrammarCompiler } from '../../src/adapters/xgrammar/xgrammar-compiler';
import type { Action } from '../../src/core/agent/actions';
import { scoreActions } from '../../src/core/agent/prompt-styles/score-actions';
import { createTextGenerator } from '../../src/core/generation/text-generator';
import type { DecisionContext } from '../../src/core/learning/learning';
import { PRIOR_WEIGHTS } from '../../src/core/learning/prior-weights';
import { ChoiceCache, countPasses } from '../calls/choice-cache';
import { styles } from '../style-named';
import { openPageModel } from '../page-model';

export type Advice = Omit<DecisionContext, 'seconds'>;
export type Adviser = (text: string, actions: readonly Action[]) => Promise<Advice>;

/** How sure a model that knows nothing is of what it says, nat. */
const NOISE = 6;

/**
 * Language models by name: `plain`, `hermes`, `llama3`, `gemma` are SmolLM2-135M asked in that style; `none` is no model;
 * `noise` surely says one action or another, the same for the same request; `noise-measured` is the same after its
 * calibration, which leaves it without a say.
 */
export async function openAdvisers(): Promise<(name: string) => Adviser> {
  const model = await openPageModel();
  const counter = countPasses(model);
  const grammars = await createXgrammarCompiler(loadXgrammar(), model.vocabulary());
  const cache = new ChoiceCache(
    createTextGenerator(counter.model, grammars, Date),
    counter,
    `${model.id} on the kernel`,
  );
  const generator = {
    scoreChoices: async (...[prompt, choices]: Parameters<ChoiceCache['score']>) => [
      ...(await cache.score(prompt, choices)),
    ],
  };
  return (name) => async (text, actions) => {
    const advice = (scores: readonly number[], weights = PRIOR_WEIGHTS): Advice => ({
      languageModel: new Map(actions.map(({ id }, i) => [id, scores[i]!])),
      modelId: name,
      weights,
    });
    const style = styles.find((one) => one.name === name);
    if (style) return advice(await scoreActions(generator, style, actions, text));
    const weights = name === 'noise' ? PRIOR_WEIGHTS : { ...PRIOR_WEIGHTS, languageModel: 0 };
    if (name.startsWith('noise')) return advice(noise(text, actions.length), weights);
    if (name === 'none') return advice(actions.map(() => -Math.log(actions.length)));
    throw new Error(`There is no model “${name}”.`);
  };
}

function noise(text: string, count: number): number[] {
  const said = createHash('sha256').update(text).digest().readUInt32LE(0) % count;
  return Array.from({ length: count }, (_, i) => (i === said ? -0.01 : -NOISE));
}
