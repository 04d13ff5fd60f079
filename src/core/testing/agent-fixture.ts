import { actionsOf } from '../agent/actions';
import type { AgentPorts } from '../agent/agent-ports';
import { plain } from '../agent/prompt-styles/plain';
import { PRIOR_WEIGHTS } from '../learning/prior-weights';
import type { ActionId, Decision, Episode } from '../memory/episode';
import type { Note, UserDataReader } from '../tools/user-data';
import { FakeTextGenerator } from './fake-text-generator';
import { alwaysFails, keepNote } from './fake-tools';

export const noData: UserDataReader = { list: async () => [] };

/** A reader of these notes and nothing else. */
export function notesReader(notes: readonly Note[]): UserDataReader {
  const all = { notes, listItems: [], reminders: [] };
  return { list: async (table) => [...all[table]] as never };
}

export function decisionFor(chosen: ActionId): Decision {
  return {
    candidates: [],
    chosen,
    propensity: 1,
    frozenChoice: chosen,
    shadowChoice: null,
    gate: 0,
    snapshotId: null,
    modelId: 'fake',
    recollections: [],
    seconds: 0,
  };
}

export function openedEpisode(request: string, over: Partial<Episode> = {}): Episode {
  return {
    id: 'episode-1',
    conversationId: 'conversation-1',
    sequence: 1,
    at: 0,
    request,
    embedding: null,
    encoderHash: '',
    decision: null,
    steps: [],
    reply: '',
    editedReply: null,
    status: 'cancelled',
    tainted: false,
    ...over,
  };
}

/** Ports of an agent that always decides on `chosen`, with its scripted generator. */
export function fakeAgent(chosen: ActionId, over: Partial<AgentPorts> = {}) {
  const generator = new FakeTextGenerator();
  const tools = [keepNote, alwaysFails];
  let ids = 0;
  const agent: AgentPorts = {
    generator,
    tools,
    actions: actionsOf(tools),
    data: noData,
    clock: { now: () => 1000 },
    utcOffset: () => 0,
    newId: () => `id-${++ids}`,
    systemPrompt: () => 'Be brief.',
    facts: () => [],
    modelId: () => 'fake',
    promptStyle: () => plain,
    priorWeights: () => PRIOR_WEIGHTS,
    learning: {
      situate: async (request) => ({
        request,
        embedding: Float32Array.of(1, 0),
        encoderHash: 'encoder',
        similarities: new Map(),
      }),
      decide: () => decisionFor(chosen),
    },
    recallCalls: () => [],
    learnedArguments: async () => null,
    recallAnswer: () => null,
    ...over,
  };
  return { agent, generator };
}
