import type { AlarmView } from '../../../app/app-state';
import { HURRY_EVENTS, REST_EVENTS } from '../../../core/learning/parameters';
import { count } from '../../format/count';

/** What was done after an alarm: where to, what no longer teaches, what happens next. */
export function alarmConsequence({ quarantined }: AlarmView, to: string): string {
  const aside =
    quarantined > 0
      ? `set ${count(quarantined, 'piece')} of feedback since then aside`
      : 'kept all feedback, since it was the requests that had changed';
  return `I went back to ${to}, ${aside}, trained nothing for ${REST_EVENTS} requests and let old examples count less for ${HURRY_EVENTS}.`;
}
