import { clockPattern, dayPattern, numberSource } from './value-kind';

/** What both halves must have of their own, or they are one request: "remind me to call mum and to buy flowers at 5". */
const hasMoment = (text: string) => clockPattern.test(text) || dayPattern.test(text);
const duration = new RegExp(
  `(?:${numberSource}|\\ban?|\\bhalf an?)[ -](?:sec|min|hour|hr)\\w*`,
  'i',
);
const hasDuration = (text: string) => duration.test(text);
const quantityTo = new RegExp(`^${numberSource} ?[\\p{L}°.]+.* (?:in|into|to) \\p{L}+`, 'iu');

interface SharedVerb {
  /** The verb as the first request has it. */
  readonly verb: RegExp;
  /** How the second goes on without it. */
  readonly goesOn: RegExp;
  readonly has: (text: string) => boolean;
}

const forms: readonly SharedVerb[] = [
  {
    verb: /\b(?:remind me|(?:don't|do not|never) let me forget|(?:set|make|create|add)(?: me)? a reminder)\b/i,
    goesOn: /^(?:to|about|of|that) /i,
    has: hasMoment,
  },
  { verb: /\b(?:set|start|make)\b(?=.*\btimer\b)/i, goesOn: /^an? .*\btimer\b/i, has: hasDuration },
  { verb: /\b(?:convert|change|turn)\b/i, goesOn: quantityTo, has: (text) => /\d/.test(text) },
];

/** "two timers: one for 5 minutes", and what it is one of. */
const counted =
  /\b(?:two|three|four|several|\d) (timer|reminder)s\b[:,]? ?(?:one|the first|the first one) (.+)$/i;
const single = /\b(?:set|start|make|add)(?: me)? an? (timer|reminder)\b/i;
const another =
  /^(?:one|another|another one|a second|a second one|the (?:second|other|third)(?: one)?) (?=(?:for|of|at|to|about|in) )/i;

/** Two requests of which the second left out what the first began with, each in full. */
export interface SharedRequests {
  readonly first: string;
  readonly second: string;
}

/**
 * The requests on both sides of an "and" where they share a verb: "remind me to water the plants tonight and to feed the
 * cat tomorrow", "set two timers: one for 5 minutes and one for 8 minutes". Null where the right side is no request so.
 */
export function sharedVerb(left: string, right: string): SharedRequests | null {
  const many = counted.exec(left);
  const kind = (many ?? single.exec(left))?.[1]?.toLowerCase();
  if (kind !== undefined && another.test(right)) {
    const first = many ? `set a ${kind} ${many[2]}` : left;
    return { first, second: `set a ${kind} ${right.replace(another, '')}` };
  }
  for (const { verb, goesOn, has } of forms) {
    const found = verb.exec(left)?.[0];
    if (found === undefined || !goesOn.test(right) || !has(left) || !has(right)) continue;
    return { first: left, second: `${found} ${right}` };
  }
  return null;
}
