import { plainWords } from '../conversation/cues';
import type { ActionId } from '../memory/episode';
import type { Tool, ToolExample } from '../tools/tool';
import { textOfValue } from '../tools/value-text';
import type { Action } from './actions';
import type { AgentPorts } from './agent-ports';

/** The words around a value in one of a tool's own examples: "add … to my to-do list". */
interface Frame {
  readonly action: ActionId;
  readonly before: string;
  readonly after: string;
}

/**
 * How much more a request looks like a tool that it asks for in the very words of the tool's examples. An embedding is full
 * of what a note says ("the sauce needs more salt") and nearly deaf to "write down that".
 */
export const FRAME_LIKENESS = 0.4;

/** One spelling for what is heard alike; the colon of "note: …" is a word that asks. */
function spoken(text: string): string {
  return plainWords(text)
    .replace(/^(?:(?:can|could|would|will) you |i(?:'d| would) like you to |go ahead and )/, '')
    .replace(/\bto[- ]do(?=s?\b (?:list|$)|s?$)/g, 'todo')
    .replace(/:/g, ' :')
    .replace(/[^\p{L}\p{M}\p{N}:'%\s-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function frameOf(action: ActionId, { request, arguments: values }: ToolExample): Frame | null {
  const text = ` ${spoken(request)} `;
  const places = Object.values(values).flatMap((value) => {
    const said = spoken(textOfValue(value));
    const at = said === '' ? -1 : text.indexOf(` ${said} `);
    return at === -1 ? [] : [{ start: at, end: at + said.length + 1 }];
  });
  if (places.length === 0) return null;
  const before = text.slice(0, Math.min(...places.map(({ start }) => start))).trim();
  const after = text.slice(Math.max(...places.map(({ end }) => end))).trim();
  const words = `${before} ${after}`.trim().split(' ');
  return words.length >= 2 ? { action, before, after } : null;
}

const fits = ({ before, after }: Frame, text: string): boolean =>
  ` ${text} `.startsWith(before === '' ? ' ' : ` ${before} `) &&
  ` ${text} `.endsWith(after === '' ? ' ' : ` ${after} `) &&
  text.length > before.length + after.length + 1;

/**
 * The frames of the tools' examples that fit no request of another action: those tell what is asked for. Only tools that
 * change something are told what to do; a question's words ("how many …") ask anything.
 */
export class Frames {
  readonly #frames: readonly Frame[];

  constructor(tools: readonly Tool[], actions: readonly Action[]) {
    const requests = actions.flatMap(({ id, examples }) =>
      examples.map((example) => ({ id, text: spoken(example) })),
    );
    const isOwn = (frame: Frame) =>
      requests.every(({ id, text }) => id === frame.action || !fits(frame, text));
    this.#frames = tools
      .filter(({ permission }) => permission === 'write')
      .flatMap(({ id, examples }) => examples.flatMap((example) => frameOf(id, example) ?? []))
      .filter(isOwn);
  }

  /** The action whose longest frame fits; null where none does. */
  actionOf(request: string): ActionId | null {
    const text = spoken(request);
    const length = ({ before, after }: Frame) => before.length + after.length;
    const found = this.#frames.filter((frame) => fits(frame, text));
    return found.sort((a, b) => length(b) - length(a)).at(0)?.action ?? null;
  }

  /** The likeness of a request to each action's examples, by their words too. */
  liken(request: string, likeness: ReadonlyMap<ActionId, number>): ReadonlyMap<ActionId, number> {
    const action = this.actionOf(request);
    if (action === null) return likeness;
    return new Map([...likeness, [action, (likeness.get(action) ?? 0) + FRAME_LIKENESS]]);
  }
}

const known = new WeakMap<readonly Action[], Frames>();

/** The frames of an agent's tools, found once. */
export function framesOf({ tools, actions }: Pick<AgentPorts, 'tools' | 'actions'>): Frames {
  const frames = known.get(actions) ?? new Frames(tools, actions);
  known.set(actions, frames);
  return frames;
}
