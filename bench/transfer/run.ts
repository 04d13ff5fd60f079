import type { Decision } from '../../src/core/memory/episode';
import { Agent } from '../learning/agent';
import type { AgentOptions } from '../learning/agent';
import type { Row } from '../learning/stream';
import type { Advice } from './advisers';

/** One request, as the learner and the untrained agent decided it under the same language model. */
export interface Outcome {
  readonly right: boolean;
  readonly frozenRight: boolean;
  /** True when a trained version had a say. */
  readonly headSpoke: boolean;
}

export interface TransferInput extends Omit<AgentOptions, 'trains' | 'recall' | 'advise'> {
  /** Of each phase, in order. */
  readonly phases: readonly (readonly Row[])[];
  /** What the phase's language model says to a request. */
  readonly advice: (phase: number, text: string) => Advice;
  /** What a user loses who begins anew with every model. */
  readonly forgets: boolean;
}

/**
 * Lives through the phases, each with a language model of its own; every request is decided first and told then. Candidates
 * are approved at once, so that there are versions to take along.
 */
export async function runTransfer({
  phases,
  advice,
  forgets,
  ...options
}: TransferInput): Promise<Outcome[][]> {
  let phase = 0;
  const advise = (text: string) => advice(phase, text);
  const create = () => Agent.create({ ...options, trains: true, advise });
  let agent = await create();
  const outcomes: Outcome[][] = [];
  for (phase = 0; phase < phases.length; phase++) {
    if (forgets && phase > 0) agent = await create();
    const before = hashesOf(agent);
    const own: Outcome[] = [];
    for (const { text, label } of phases[phase]!) {
      const decision = await agent.meet(text, label);
      own.push(outcomeOf(decision, label));
      if (own.length === 1 && !before.every((hash) => hashesOf(agent).includes(hash)))
        throw new Error('A version was lost or changed when the language model was.');
      const { trial } = agent.learner.view.state;
      if (trial) await agent.learner.approve(trial.candidateId);
    }
    outcomes.push(own);
  }
  return outcomes;
}

function hashesOf(agent: Agent): string[] {
  return agent.learner.view.snapshots.map(({ hash }) => hash);
}

function outcomeOf({ candidates, chosen, frozenChoice }: Decision, label: string): Outcome {
  return {
    right: chosen === label,
    frozenRight: frozenChoice === label,
    headSpoke: candidates.some(({ adapter }) => Math.abs(adapter) > 0.1),
  };
}
