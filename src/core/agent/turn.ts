import { withNamedList } from '../conversation/named-list';
import { ApprenticeError } from '../errors/apprentice-error';
import { understood, type Episode } from '../memory/episode';
import { act } from './act';
import type { AgentPorts } from './agent-ports';
import type { ConversationTurn } from './conversation-turn';
import { decide } from './decide';
import { callTurn, droppedTurn, quoteTurn, takeBackTurn } from './follow-turns';
import { readMessage } from './reading';
import { withThread } from './thread';
import type { TurnEvent } from './turn-event';

/** 100 kB: longer messages are refused before anything is stored. */
export const maximumRequestBytes = 100_000;

/** The request ready to run. Throws `request-empty` or `request-too-long` with a sentence. */
export function acceptRequest(text: string): string {
  const request = text.trim();
  if (request === '') {
    throw new ApprenticeError('request-empty', 'There is nothing to do in an empty message.');
  }
  const bytes = new TextEncoder().encode(request).length;
  if (bytes >= maximumRequestBytes) {
    throw new ApprenticeError(
      'request-too-long',
      `This message has ${Math.ceil(bytes / 1000)} kB; I can take less than 100 kB. Shorten it or send it in parts; nothing was sent.`,
    );
  }
  return request;
}

/** Earlier messages in which a list may be named that "it" stands for. */
const reach = 3;

/** A request of its own: decide, act, observe. */
async function requestTurn(
  opened: Episode,
  history: readonly Episode[],
  ports: AgentPorts,
  emit: (event: TurnEvent) => void,
  signal: AbortSignal,
): Promise<ConversationTurn> {
  const said = history.slice(-reach).map(understood).reverse();
  const resolved = withNamedList(opened.request, said);
  const request = resolved ?? opened.request;
  const { decision, embedding, encoderHash } = await decide(request, ports, signal);
  emit({ type: 'decision-end', decision, embedding });
  signal.throwIfAborted();
  const input = {
    action: decision.chosen,
    request,
    embedding,
    history,
    origin: 'agent',
    data: ports.data,
  } as const;
  const { step, changes, question, ...outcome } = await act(input, ports, emit, signal);
  const steps = step ? [step] : [];
  const episode: Episode = { ...opened, decision, embedding, encoderHash, ...outcome, steps };
  const known = { ...(resolved !== null && { resolved }), ...(question && { question }) };
  const isPlain = Object.keys(known).length === 0;
  return { episode: isPlain ? episode : withThread(episode, known), changes, revised: [] };
}

/**
 * One turn. `opened` is the episode as it was stored when the request arrived, `history` the conversation before it,
 * oldest first; the result is to be stored in one transaction. Aborting rejects, and nothing was done.
 */
export async function runTurn(
  opened: Episode,
  history: readonly Episode[],
  ports: AgentPorts,
  emit: (event: TurnEvent) => void,
  signal: AbortSignal,
): Promise<ConversationTurn> {
  const reading = readMessage(opened.request, history, ports.tools);
  switch (reading.type) {
    case 'take-back':
      return takeBackTurn(opened, reading, ports.tools);
    case 'quote':
      return quoteTurn(opened, reading.target);
    case 'dropped':
      return droppedTurn(opened, reading.target);
    case 'answer':
    case 'repeat':
      return callTurn(opened, reading, ports, emit, signal);
    case 'request':
      return requestTurn(opened, history, ports, emit, signal);
  }
}
