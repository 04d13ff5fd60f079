import type { Label } from '../learning/label';
import { SLIPS, SURPRISE } from '../learning/parameters';
import { ramp } from '../learning/softmax';

/**
 * Share of slips to expect in feedback before it is looked at, by how often the newest of it contradicted what the agent
 * did. One who is seldom contradicted is believed; where nearly all is contradiction, although the agent took all of
 * it in, feedback follows no rule.
 */
export function expectedSlips(labels: readonly Label[]): number {
  const newest = labels.filter(({ sign }) => sign > 0).slice(-SURPRISE.window);
  const corrections = newest.filter(({ kind }) => kind === 'correction').length;
  const rate =
    (SURPRISE.prior * SURPRISE.expected + corrections) / (SURPRISE.prior + newest.length);
  return SLIPS.expected + (SURPRISE.most - SLIPS.expected) * ramp(rate, SURPRISE);
}
