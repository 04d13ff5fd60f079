import { asksQuestion, opensRequest, plainWords } from '../conversation/cues';
import { cutMessage, type Stretch } from '../conversation/split-message';
import { REPLY, type ActionId, type Episode } from '../memory/episode';
import type { AgentPorts } from './agent-ports';
import { situate } from './decide';
import { readMessage } from './reading';

/**
 * Likeness to a tool's examples from which a part is decided clearly enough to stand alone. Parts of the even rows of
 * bench/dialogue/two-requests.jsonl have .21 to 1.01, quartiles .5, .66, .84.
 */
const clearly = 0.2;

interface Judged extends Stretch {
  readonly action: ActionId;
  readonly likeness: number;
}

/** How much a text looks like each action's examples, by action. */
export type Likeness = (text: string) => Promise<ReadonlyMap<ActionId, number>>;

/** "cross it off" needs the words before it. */
const leansBack =
  /^(?:\w+ ){1,2}(?:(?:it|them|those)(?:$| (?:off|on|up|down|to|back|from|in|at|for|too|as|again|now|away|out)\b)|that (?:off|up|down|back|away|out)\b)/;

/** A part that says what it wants: a tool's by its likeness to the tool's examples, a question by its form. */
function stands({ text, action, likeness }: Judged): boolean {
  const words = plainWords(text);
  const count = words.split(' ').length;
  if (count < 2 || leansForward.test(words)) return false;
  if (action !== REPLY) return likeness >= clearly;
  return count >= 3 && (asksQuestion(words) || (opensRequest(words) && !/^(?:i|we)\b/.test(words)));
}

/** "if I have 40 apples" needs the words after it. */
const leansForward = /^(?:if|when|because|since|while|once|until|as soon as|i (?:have|am|'m))\b/;

/** One request in two clauses: the same tool, and the second speaks of what the first one names; or all words. */
function belongTogether(first: Judged, second: Judged): boolean {
  if (first.action !== second.action) return false;
  return first.action === REPLY || leansBack.test(plainWords(second.text));
}

/**
 * The requests of a message, in order; the message itself where it is one. A split only stands when each part is
 * decided clearly (or refers back to what was before: "no, at 6, and add eggs"); what does not stand is joined to
 * its neighbour and judged again.
 */
export async function planMessage(
  message: string,
  likeness: Likeness,
  refersBack: (text: string) => boolean = () => false,
): Promise<string[]> {
  const stretches = cutMessage(message);
  if (stretches.length < 2) return [message];
  const judge = async (stretch: Stretch): Promise<Judged> => {
    const scores = [...(await likeness(stretch.text))];
    const [action, best] = scores.reduce((a, b) => (b[1] > a[1] ? b : a), [REPLY, -Infinity]);
    return { ...stretch, action, likeness: best };
  };
  let parts = await Promise.all(stretches.map(judge));
  for (;;) {
    const at = parts.findIndex(
      (part, i) =>
        !(stands(part) || refersBack(part.text)) || (i > 0 && belongTogether(parts[i - 1], part)),
    );
    if (at < 0 || parts.length === 1) break;
    const [left, right] = at > 0 ? [at - 1, at] : [0, 1];
    const [start, end] = [parts[left].start, parts[right].end];
    const joined = await judge({ start, end, text: message.slice(start, end).trim() });
    parts = [...parts.slice(0, left), joined, ...parts.slice(right + 1)];
  }
  return parts.length === 1 ? [message] : parts.map(({ text }) => text);
}

/** The requests of a message that comes after `history` (oldest first). Embeds its parts; no language model is asked. */
export function planTurn(
  message: string,
  history: readonly Episode[],
  ports: Pick<AgentPorts, 'learning' | 'tools' | 'actions'>,
): Promise<string[]> {
  const likeness: Likeness = async (text) => (await situate(text, ports)).similarities;
  const refersBack = (text: string) => readMessage(text, history, ports.tools).type !== 'request';
  return planMessage(message, likeness, refersBack);
}
