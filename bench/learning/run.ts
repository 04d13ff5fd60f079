import type { FacultyOptions } from '../../src/core/learning/faculties';
import { recall } from '../../src/core/learning/insight';
import { choiceWithHead } from '../../src/core/learning/outcome';
import { SILENT_MEMORY } from '../../src/core/learning/policy';
import { divergence, softmax } from '../../src/core/learning/softmax';
import type { Decision } from '../../src/core/memory/episode';
import { REPLY } from '../../src/core/memory/episode';
import type { ActionDescription } from '../../src/core/learning/action-description';
import type { Head } from '../../src/core/learning/snapshot';
import { Agent } from './agent';
import type { AgentOptions } from './agent';
import type { Condition } from './conditions';
import { newName } from './conditions';
import type { Row } from './stream';

export interface Arm {
  readonly recall?: FacultyOptions['recall'];
  readonly trains: boolean;
  /** False: is told nothing. */
  readonly learns?: boolean;
  /** The user approves every candidate at once, so that gate B keeps nothing back. */
  readonly approves?: boolean;
}

const silent: FacultyOptions['recall'] = () => SILENT_MEMORY;

export const ARMS: Readonly<Record<string, Arm>> = {
  frozen: { recall: silent, trains: false, learns: false },
  /** Corrections as rules, and nothing else: what a prompt full of rules can do at best. */
  rules: {
    recall: (insight, actions, at) => ({ ...recall(insight, actions, at), votes: new Map() }),
    trains: false,
  },
  retrieval: { trains: false },
  adapter: { recall: silent, trains: true },
  both: { trains: true },
  approved: { trains: true, approves: true },
};

export interface ArmInput extends Omit<AgentOptions, 'trains' | 'recall'> {
  readonly condition: Condition;
  /** Fresh rows of the stream's labels, never taught; with what is right at the end. */
  readonly fresh: readonly Row[];
  /** Requests that no tool is for. */
  readonly offScope: readonly string[];
}

export interface ArmRun {
  readonly hits: readonly boolean[];
  readonly metrics: Readonly<Record<string, number>>;
  /** Hash of the newest version. */
  readonly hash: string | null;
}

/** Lives through the events with one arm: each is decided first and then told. */
export async function runArm(name: string, input: ArmInput): Promise<ArmRun> {
  const arm = ARMS[name];
  if (!arm) throw new Error(`There is no arm “${name}”: ${Object.keys(ARMS).join(', ')}.`);
  const agent = await Agent.create({ ...input, ...arm });
  const { events, renameAt, renamed, spoilAt } = input.condition;
  const hits: boolean[] = [];
  const switches = new Switches(agent, input);
  let spoilt: string | null = null;
  let rollbackDelay = -1;
  for (const [index, { text, right, said, injected }] of events.entries()) {
    if (index === renameAt) await agent.reopen(renamedActions(input.actions, renamed));
    if (injected !== null) await agent.read(text, injected);
    if (index === spoilAt && arm.trains) spoilt = await agent.spoil();
    const decision = arm.learns === false ? await agent.decide(text) : await agent.meet(text, said);
    hits.push(decision.chosen === right);
    const { trial } = agent.learner.view.state;
    if (arm.approves && trial) await agent.learner.approve(trial.candidateId);
    const { liveId } = agent.learner.view.state;
    if (spoilt !== null && liveId !== spoilt && rollbackDelay < 0)
      rollbackDelay = index + 1 - spoilAt;
    await switches.look(index);
  }
  const { snapshots } = agent.learner.view;
  return {
    hits,
    hash: snapshots[0]?.hash ?? null,
    metrics: {
      ...switches.counts,
      ...(await aftermath(agent, input)),
      ...(spoilt !== null && {
        rollbackDelay: rollbackDelay < 0 ? events.length - spoilAt : rollbackDelay,
      }),
      ...(renameAt >= 0 && { renamedRight: renamedRight(hits, input.condition) }),
      bytes: snapshots.reduce(
        (sum, { head }) => sum + 4 * (head.weights.length + head.bias.length),
        0,
      ),
      ...(agent.updates.length > 0 && { msPerUpdate: mean(agent.updates) }),
    },
  };
}

/** Of the renamed tool's requests after its first correction, the share that was right. */
function renamedRight(hits: readonly boolean[], { events, renamed }: Condition): number {
  const its = hits.filter((_, i) => events[i]?.right === newName(renamed));
  const corrected = its.indexOf(false);
  return corrected < 0 ? 1 : mean(its.slice(corrected + 1).map(Number));
}

function renamedActions(actions: readonly ActionDescription[], renamed: string) {
  return actions.map((action) =>
    action.id === renamed ? { ...action, id: newName(renamed) } : action,
  );
}

/** Watches the live version, and asks of each new one whether it is better than what it replaced. */
class Switches {
  readonly counts = {
    candidates: 0,
    /** Candidates that gate A let through. */
    passedGate: 0,
    promotions: 0,
    falsePromotions: 0,
    harmfulPromotions: 0,
    rollbacks: 0,
    /** Rollbacks to a version that is no better on fresh rows than the one that was left. */
    falseAlarms: 0,
  };
  readonly #agent: Agent;
  readonly #input: ArmInput;
  #live: string | null = null;
  #seen = 0;

  constructor(agent: Agent, input: ArmInput) {
    this.#agent = agent;
    this.#input = input;
  }

  async look(index: number): Promise<void> {
    const { state, snapshots } = this.#agent.learner.view;
    const newest = snapshots[0]?.number ?? 0;
    this.counts.candidates += Math.max(0, newest - this.#seen);
    this.counts.passedGate += snapshots.filter(
      ({ number, gate }) => number > this.#seen && gate.passed,
    ).length;
    this.#seen = Math.max(newest, this.#seen);
    if (state.liveId === this.#live) return;
    if (state.liveId === 'spoilt') {
      this.#live = state.liveId;
      return;
    }
    const headOf = (id: string | null) => snapshots.find((one) => one.id === id)?.head ?? null;
    const [before, after] = [headOf(this.#live), headOf(state.liveId)];
    const forward = snapshots.find(({ id }) => id === state.liveId)?.parentId === this.#live;
    this.#live = state.liveId;
    const { wins, losses } = await this.#compare(before, after, index);
    if (!forward) {
      this.counts.rollbacks++;
      if (wins <= losses) this.counts.falseAlarms++;
      return;
    }
    this.counts.promotions++;
    if (wins <= losses) this.counts.falsePromotions++;
    if (isWorse(wins, losses)) this.counts.harmfulPromotions++;
  }

  /** On fresh rows, with what memory says at that moment. */
  async #compare(before: Head | null, after: Head | null, index: number) {
    const { condition, fresh } = this.#input;
    let wins = 0;
    let losses = 0;
    for (const { text, label } of fresh) {
      const decision = await this.#agent.decide(text);
      const right = condition.rightAt(label, index);
      const phi = this.#agent.phi(text);
      const was = choiceWithHead(decision, before, phi) === right;
      const is = choiceWithHead(decision, after, phi) === right;
      if (is && !was) wins++;
      if (was && !is) losses++;
    }
    return { wins, losses };
  }
}

/** One-sided sign test at 5 %: more of the differing rows got worse than chance explains. */
export function isWorse(wins: number, losses: number): boolean {
  const n = wins + losses;
  return losses > wins && losses - n / 2 > 1.645 * Math.sqrt(n / 4);
}

/** What the agent does in the end on requests it was not asked before. */
async function aftermath(agent: Agent, { condition, fresh, offScope, basis }: ArmInput) {
  const rightOf = (label: string) => condition.rightAt(label, condition.events.length);
  const decisions = async (texts: readonly string[]): Promise<Decision[]> => {
    const list: Decision[] = [];
    for (const text of texts) list.push(await agent.decide(text));
    return list;
  };
  const scope = await decisions(fresh.map(({ text }) => text));
  const audit = await decisions(basis.audit.map(({ request }) => request));
  const outside = await decisions(offScope);
  const flipped = ({ chosen, frozenChoice }: Decision) => Number(chosen !== frozenChoice);
  return {
    forgotten: mean(
      scope.map(({ chosen, frozenChoice }, i) =>
        Number(frozenChoice === rightOf(fresh[i]?.label ?? '') && chosen !== frozenChoice),
      ),
    ),
    offScopeFlips: mean([...audit, ...outside].map(flipped)),
    offScopeKl: mean(audit.map(klOf)),
    ...(outside.length > 0 && {
      captured: mean(outside.map(({ chosen }) => Number(chosen !== REPLY))),
      capturedFrozen: mean(outside.map(({ frozenChoice }) => Number(frozenChoice !== REPLY))),
    }),
  };
}

function klOf({ candidates }: Decision): number {
  const frozen = candidates.map(({ languageModel, examples }) => languageModel + examples);
  return divergence(
    softmax(frozen),
    candidates.map(({ probability }) => probability),
  );
}

const mean = (list: readonly number[]) =>
  list.length === 0 ? 0 : list.reduce((sum, x) => sum + x, 0) / list.length;
