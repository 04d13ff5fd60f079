import { readsWhole } from '../builtin/when';
import { leftmostLongest } from './leftmost-longest';

const names = [
  ...['mon', 'tues?', 'wed(?:nes)?', 'thu(?:rs)?', 'fri', 'sat(?:ur)?', 'sun'].map(
    (day) => `${day}(?:day)?s?`,
  ),
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?',
  'oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|christmas|xmas|halloween|eve|year',
  'today|tonight|tomorrow|tmrw|yesterday|noon|midday|midnight|morning|afternoon|evening|night|day',
].join('|');
const numbers =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety';
const ordinals =
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|thirtieth';
const before =
  'at|on|in|by|around|every|each|this|next|last|coming|the|an?|half|quarter|early|late';
const after =
  "(?:second|minute|min|hour|hr|day|week|weekend|month|fortnight)s?|ago|now|later|next|half|[ap]\\.?m|o['’]?clock|utc|gmt";

const begins = new RegExp(
  `^(?:${before}|${names}|${numbers}|${ordinals}|.*\\d.*|couple|boxing|new|valentine.*)(?:-.*|['’]s)?$`,
  'iu',
);
const ends = new RegExp(
  `^(?:.*-)?(?:${names}|${numbers}|${ordinals}|${after}|.*\\d.*)(?:['’]s)?$`,
  'iu',
);

/** The days and times that a request names, with the word before them: "tomorrow at 5", "on the first". */
export function momentsIn(request: string): Promise<string[]> {
  return leftmostLongest(request, {
    mayBegin: (word) => begins.test(word),
    mayEnd: (word) => ends.test(word),
    reads: readsWhole,
  });
}
