import { describe, expect, test } from 'vitest';
import { fakeAgent } from '../testing/agent-fixture';
import { actionsOf } from './actions';
import { decide } from './decide';
import { hermes } from './prompt-styles/hermes';
import { plain } from './prompt-styles/plain';
import { decisionPrompt } from './prompt-styles/score-actions';
import { keepNote } from '../testing/fake-tools';
import { shortlist, SHORTLIST } from './shortlist';

const live = () => new AbortController().signal;
const tools = Array.from({ length: 40 }, (_, i) => ({ ...keepNote, id: `tool_${i}` }));
const likest = new Map(tools.map(({ id }, i) => [id, i / 40]));

/** An agent whose candidates are recorded: what the policy was given, by action. */
function agentWith(count: number) {
  const given: ReadonlyMap<string, number>[] = [];
  const own = tools.slice(0, count);
  const { agent, generator } = fakeAgent('reply', { tools: own, actions: actionsOf(own) });
  const { situate, decide: choose } = agent.learning;
  const learning: typeof agent.learning = {
    situate: async (request) => ({ ...(await situate(request)), similarities: likest }),
    decide: (situation, context) => {
      given.push(context.languageModel);
      return choose(situation, context);
    },
  };
  return { agent: { ...agent, learning }, generator, given };
}

describe('with few actions', () => {
  test('the language model is asked about all of them, in the same words as ever', async () => {
    const { agent, generator, given } = agentWith(15);
    const { decision } = await decide('note it', agent, live());
    expect(generator.prompts).toEqual([decisionPrompt(plain, agent.actions, 'note it')]);
    expect([...given[0].keys()]).toEqual(agent.actions.map(({ id }) => id));
    expect(decision.unasked).toBeUndefined();
  });
});

describe('with many actions', () => {
  test('the likeliest and reply are asked about, and the others stay candidates', async () => {
    const { agent, given } = agentWith(40);
    const { decision } = await decide('note it', agent, live());
    expect(given[0].size).toBe(41);
    expect(decision.unasked).toHaveLength(40 - SHORTLIST);
    expect(decision.unasked).not.toContain('reply');
    expect(decision.unasked).not.toContain('tool_39');
  });

  test('an action that was not asked about never scores above one that was', async () => {
    const { agent, given } = agentWith(40);
    const { decision } = await decide('note it', agent, live());
    const [scores] = given;
    const unasked = new Set(decision.unasked);
    const lowest = Math.min(...[...scores].filter(([id]) => !unasked.has(id)).map(([, s]) => s));
    for (const id of unasked) expect(scores.get(id)).toBeLessThanOrEqual(lowest);
  });
});

test('the shortlist keeps the most similar actions, whatever their order', () => {
  const short = shortlist(
    ['a', 'b', 'c'],
    new Map([
      ['b', 2],
      ['c', 1],
    ]),
    2,
  );
  expect(short).toEqual(new Set(['b', 'c']));
});

test('a model that has no say in decisions is not asked', async () => {
  const { agent, generator, given } = agentWith(3);
  const silent = { ...agent, priorWeights: () => ({ kappa: 14, languageModel: 0 }) };
  await decide('note it', silent, live());
  expect(generator.prompts).toEqual([]);
  expect(new Set(given[0].values())).toEqual(new Set([-Math.log(4)]));
});

test('a model that computes no numbers has said nothing', async () => {
  const { agent, generator, given } = agentWith(3);
  generator.scoreChoices = async (_, choices) => choices.map((_choice, i) => (i === 1 ? NaN : -1));
  await decide('note it', agent, live());
  expect(new Set(given[0].values())).toEqual(new Set([-Math.log(4)]));
});

test('a model is asked in the style of its family', async () => {
  const { agent, generator } = agentWith(3);
  await decide('note it', { ...agent, promptStyle: () => hermes }, live());
  expect(generator.prompts).toEqual([decisionPrompt(hermes, agent.actions, 'note it')]);
});

test('what the conversation has chosen is done, whatever the policy says', async () => {
  const { agent } = agentWith(3);
  const { decision } = await decide('note it', agent, live(), 'tool_1');
  expect(decision.chosen).toBe('tool_1');
});
