import { nextTask } from '../adapters/browser/next-task';
import { actionsOf } from '../core/agent/actions';
import type { AgentPorts } from '../core/agent/agent-ports';
import { profileKey, restoreProfile, systemPromptOf } from '../core/agent/agent-profile';
import { recallAnswer, recallCalls } from '../core/agent/recall-calls';
import { Learner } from '../core/learning/learner';
import { KAPPA } from '../core/learning/parameters';
import { ArgumentLearner } from '../core/slots/argument-learner';
import type { Clock } from '../core/ports/clock';
import type { LearningService } from '../core/ports/learning-service';
import type { SlotLearningService } from '../core/ports/slot-learning-service';
import type { Store } from '../core/ports/store';
import type { TextGenerator } from '../core/ports/text-generator';
import type { AppContext } from './app-context';
import { Library } from './library';
import { ModelCalibration } from './model-calibration';
import { Notices } from './notices';
import { dueReminders, ReminderWatch } from './reminder-watch';
import type { StateHolder } from './state-holder';
import { Turns } from './turns';

export interface Outside {
  readonly store: Store;
  readonly generator: TextGenerator;
  readonly learningService: LearningService & SlotLearningService;
  readonly clock: Clock;
  newId(): string;
  utcOffset(at: number): number;
  modelsReady(): Promise<void>;
  /** A setting as last stored; undefined when there is none. */
  setting(key: string): unknown;
}

/** Puts the parts of the application together over an open store and the two services. */
export async function openContext(
  holder: StateHolder,
  notices: Notices,
  outside: Outside,
): Promise<AppContext> {
  const { clock, newId, store } = outside;
  const tools = holder.state.tools;
  const actions = actionsOf(tools);
  const library = await Library.load(store);
  const argumentLearner = await ArgumentLearner.open({
    store,
    service: outside.learningService,
    tools,
    clock,
    newId,
  });
  for (const sentence of argumentLearner.refused) notices.info(sentence);
  const learning = await Learner.open({
    arguments: argumentLearner,
    store,
    service: outside.learningService,
    actions,
    kappa: KAPPA,
    requests: async () => (await import('../core/learning/off-scope-requests')).offScopeRequests,
    nextTask,
    clock,
    newId,
  });
  for (const sentence of learning.refused) notices.info(sentence);
  learning.subscribe((view) => holder.update({ learning: view }));
  holder.update({ learning: learning.view, conversations: library.conversationList() });

  const remembered = () => [[...library.episodes.values()], [...library.signals.values()]] as const;
  const profile = () => restoreProfile(outside.setting(profileKey));
  const calibration = new ModelCalibration({
    ...{ holder, store, clock, actions, generator: outside.generator },
    service: outside.learningService,
    setting: outside.setting,
  });
  const agent: AgentPorts = {
    generator: outside.generator,
    tools,
    actions,
    data: store,
    clock,
    newId,
    utcOffset: outside.utcOffset,
    systemPrompt: () => systemPromptOf(profile()),
    facts: () => profile().facts,
    modelId: () => holder.state.engine?.modelId ?? 'unknown',
    promptStyle: () => calibration.style,
    priorWeights: () => calibration.weights,
    learning,
    learnedArguments: (tool, request) => argumentLearner.voice(tool, request),
    recallCalls: (toolId, embedding) => recallCalls(...remembered(), toolId, embedding),
    recallAnswer: (embedding) => recallAnswer(...remembered(), embedding),
  };
  const turns = new Turns(holder, library, learning);
  const refreshThings = thingsReader(holder, store, clock);
  await refreshThings();
  const { modelsReady } = outside;
  return {
    holder,
    notices,
    store,
    learning,
    library,
    turns,
    agent,
    clock,
    newId,
    modelsReady,
    refreshThings,
  };
}

/** Reads the user's things into the state, and again when a reminder falls due. */
function thingsReader(holder: StateHolder, store: Store, clock: Clock): () => Promise<void> {
  const watch = new ReminderWatch(clock, () => show());
  function show(): void {
    const { reminders } = holder.state.things;
    holder.update({ due: dueReminders(reminders, clock.now()) });
    watch.watch(reminders);
  }
  return async () => {
    const notes = await store.list('notes');
    const listItems = await store.list('listItems');
    const reminders = await store.list('reminders');
    holder.update({ things: { notes, listItems, reminders } });
    show();
  };
}
