import type { ActionId, Decision, Episode } from '../../../core/memory/episode';
import { listed } from '../../format/count';
import { percent } from '../../format/percent';
import { ranked, TERMS, type Term } from './candidate-bars';

export const TERM_NAMES: Readonly<Record<Term, string>> = {
  languageModel: 'language model',
  examples: 'examples',
  adapter: 'adapter',
  memory: 'memory',
};

const SPEAKERS: Readonly<Record<Term, string>> = {
  languageModel: 'the language model',
  examples: 'the example requests',
  adapter: 'what was trained',
  memory: 'what I remember of your feedback',
};

/** A term speaks in the sentence when it makes at least a fifth of the pull in its direction. */
const AUDIBLE = 0.2;

/** In words why the chosen action came out on top of the next one. */
export function whySentence(decision: Decision, title: (action: ActionId) => string): string {
  const candidates = ranked(decision.candidates);
  const chosen = candidates.find(({ action }) => action === decision.chosen);
  const rival = candidates.find(({ action }) => action !== decision.chosen);
  if (!chosen) return `I chose ${title(decision.chosen)}.`;
  const sure = percent(chosen.probability);
  if (!rival) return `I chose ${title(decision.chosen)}: nothing else was permitted.`;
  const pulls = TERMS.map((term) => ({ term, pull: chosen[term] - rival[term] }));
  const pro = audible(pulls, 1);
  const contra = audible(pulls, -1);
  const choice = `I chose ${title(decision.chosen)} (${sure}) over ${title(rival.action)}`;
  if (pro.length === 0) return `${choice}.`;
  const against = contra.length > 0 ? `; ${spoke(contra, 'against it')}` : '';
  return `${choice}: ${spoke(pro, 'for it')}${against}.`;
}

function audible(pulls: readonly { term: Term; pull: number }[], sign: 1 | -1): Term[] {
  const sided = pulls.filter(({ pull }) => pull * sign > 0);
  const whole = sided.reduce((sum, { pull }) => sum + pull * sign, 0);
  return sided
    .filter(({ pull }) => pull * sign >= AUDIBLE * whole)
    .toSorted((a, b) => (b.pull - a.pull) * sign)
    .map(({ term }) => term);
}

function spoke(terms: readonly Term[], side: string): string {
  return `${listed(terms.map((term) => SPEAKERS[term]))} spoke ${side}`;
}

/** Where the conversation chose: a follow-up keeps the tool of the step that it refers to. Null for other requests. */
export function keptSentence(
  { decision, thread }: Pick<Episode, 'decision' | 'thread'>,
  title: (action: ActionId) => string,
): string | null {
  if (!decision || !thread?.refersTo) return null;
  const why =
    thread.refersTo.as === 'answer'
      ? 'your message answers my question'
      : 'your message refers to an earlier step';
  return `I kept ${title(decision.chosen)}, because ${why}. Below is what I would have thought of it in full.`;
}

/** Who was not heard where there are many tools, and what that means for them. */
export function unaskedSentence({ candidates, unasked = [] }: Decision): string {
  const asked = candidates.length - unasked.length;
  return `The language model was asked about the ${asked} of ${candidates.length} that your request looks most like. The others count with the lowest of its scores; everything else speaks for them as for all.`;
}

/** What the untrained agent would have done, when that differs; null otherwise. */
export function frozenSentence(
  decision: Decision,
  title: (action: ActionId) => string,
): string | null {
  if (decision.frozenChoice === decision.chosen) return null;
  return `Untrained, I would have chosen ${title(decision.frozenChoice)}.`;
}

/** How much the adapter was allowed to say here, in words. */
export function gateSentence(decision: Decision): string {
  if (decision.snapshotId === null) return 'Nothing was trained yet: this is the untrained agent.';
  if (decision.gate < 0.05)
    return 'The adapter was silent: this request is unlike anything you taught me.';
  if (decision.gate < 0.6)
    return 'The adapter spoke softly: this request is only somewhat like what you taught me.';
  return 'The adapter spoke freely: this request is close to what you taught me.';
}

/** How alike two requests are, by the cosine of their states. */
export function likeness(similarity: number): string {
  if (similarity >= 0.9) return 'Nearly the same request';
  if (similarity >= 0.7) return 'Very similar';
  if (similarity >= 0.5) return 'Similar';
  return 'Somewhat similar';
}
