import type { ActionId, Episode } from '../memory/episode';
import type { Label } from './label';
import { priorOf } from './label';

/** A request in the state it was decided in, with an action that something is known about. */
export type KnownRequest = Pick<Label, 'request' | 'prior' | 'embedding' | 'action'>;

/** An episode's; null where nothing was decided in it, or with another encoder. */
export function knownRequest(
  { decision, embedding, encoderHash }: Episode,
  request: string,
  action: ActionId,
  encoder: string,
): KnownRequest | null {
  if (!decision || !embedding || encoderHash !== encoder) return null;
  return { request, action, embedding, prior: priorOf(decision) };
}
