/**
 * Words by which people refer to what was said before, as written rules. They are generous: what they let through
 * still has to fit the step it refers to (follow-up.ts), so that "and who painted it?" changes no shopping list.
 * Written and tuned on the even rows of bench/dialogue; the odd rows were scored once.
 */

/** Lower case, plain quotes, one space between words, no closing punctuation and no politeness. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/^(?:(?:ok(?:ay)?|please|hey|well|um+|uh+|so|oh|ah|hm+)[,.]? )+/, '')
    .replace(/[,]? ?\b(?:please|thanks|thank you)\b ?(?=[.!?]*$)/, '')
    .replace(/[\s.!?…]+$/, '')
    .trim();
}

const it =
  '(?:it|that|this|the last (?:one|thing|step|action|change|request)|what you (?:just )?did)';
const sorry =
  "(?:(?:oops|whoops|sorry|no+|nope|wait|actually|never ?mind|my (?:mistake|bad)|(?:on )?second thoughts?|on second thoughts?|i(?:'ve| have)? changed my mind|that (?:was|is|'s) a mistake|that (?:was|is|'s) (?:wrong|not (?:right|what i (?:meant|wanted)))|forget (?:it|that)|not that)[,.:;]? ?(?:and |but )?)";
const asking =
  "(?:(?:can|could|would|will) you |i(?:'d| would) like (?:you )?to |i want (?:you )?to )?";
const back = `(?:undo|revert|reverse|unset|cancel|scratch|scrap|drop|erase|discard|delete|remove|roll back|take back|get rid of)`;

const undoing = [
  new RegExp(`^${sorry}*${asking}${back}(?: ${it})?(?: (?:again|both|all|now))?$`),
  new RegExp(
    `^${sorry}*${asking}(?:take|roll|put|turn|change) ${it} (?:back|off)(?: again| (?:to )?(?:how|the way|as|what) it was(?: before)?)?$`,
  ),
  new RegExp(
    `^${sorry}*(?:i (?:didn't|did not) (?:want|mean|ask for) (?:that|this|it)|don't do (?:that|it))$`,
  ),
  new RegExp(`^${sorry}*${asking}(?:undo|revert) (?:both|all|everything|all of (?:it|that|them))$`),
];

/** "Undo that." */
export function asksToUndo(words: string): boolean {
  return undoing.some((cue) => cue.test(words));
}

/** "Undo both": every step of the last message, not only its last. */
export function meansAll(words: string): boolean {
  return /\b(both|all|everything)\b/.test(words);
}

/** "Never mind", to a question that the agent has asked. */
export function dropsQuestion(words: string): boolean {
  return new RegExp(
    `^(?:${sorry}*(?:never ?mind|forget (?:it|that|about it)|cancel(?: (?:it|that))?|stop|leave it|no(?: thanks)?|don't(?: bother)?|skip it|nothing))$`,
  ).test(words);
}

export type FollowUpMode = 'change' | 'again' | 'either';

interface Cue {
  readonly pattern: RegExp;
  readonly mode: FollowUpMode;
}

const change: FollowUpMode = 'change';
const again: FollowUpMode = 'again';
const either: FollowUpMode = 'either';
const bring = '(?:make|change|set|move|switch|turn|shift|push|bring|put|reschedule|correct|update)';

/** Openings that are cut off, one after the other; the first that tells the mode decides. */
const openings: readonly Cue[] = [
  { pattern: /^(?:no+|nope|not quite)[,.:;]? (?:wait[,.]? )?/, mode: change },
  {
    pattern:
      /^(?:sorry|wait|oops|actually|correction|i (?:mean|meant|wanted)(?: to say)?|rather|better|or rather|or better|on second thoughts?|(?:i|i've) changed my mind|my (?:mistake|bad)|hang on|hold on)[,.:;]? /,
    mode: change,
  },
  {
    pattern:
      /^(?:(?:it|that) )?(?:should|was supposed to|ought to|needs to|has to|must) (?:be|say|have been) /,
    mode: change,
  },
  {
    pattern: new RegExp(
      `^${asking}${bring} (?:it|that|this|the (?:time|day|date|timer|reminder|amount|number))(?: (?:back|forward|on))?(?: (?:to|for|into|be|as))? `,
    ),
    mode: change,
  },
  {
    pattern:
      /^(?:let's|let us|can we|could we|how about we|shall we) (?:say|do|make it|go (?:for|with)|have) (?:it )?/,
    mode: change,
  },
  { pattern: /^(?:not|instead of) [^,;]{1,30}[,;] (?:but )?/, mode: change },
  { pattern: /^instead[,]? /, mode: change },
  { pattern: /^(?:twice|half) as (?:long|much|many)[:,] ?/, mode: change },
  {
    pattern: /^(?:and )?(?:do )?(?:the )?same (?:again |thing |one )?(?:for |with |on |at |in )?/,
    mode: again,
  },
  {
    pattern:
      /^(?:and )?(?:again|once more|repeat (?:it|that)|likewise|ditto)(?: (?:for|with|on))? /,
    mode: again,
  },
  {
    pattern:
      /^(?:and )?(?:(?:set |start |add )?(?:another|one more|a second)|one)(?: one)?(?= (?:timer|reminder|note|for|of|at|on|to|\d))(?: (?:timer|reminder|note))?(?: (?:for|of|at|on|to))? /,
    mode: again,
  },
  {
    pattern: /^(?:and|also|plus|as well as)[,]? (?:also )?(?:(?:for|with) (?!me\b))?/,
    mode: again,
  },
  { pattern: /^(?:what|how) about (?:for )?/, mode: either },
  { pattern: /^(?:and )?what(?: is|'s| was|) (?:it|that) (?=in )/, mode: either },
  { pattern: /^now (?:for |with |in )?(?=\S)/, mode: either },
  { pattern: new RegExp(`^${asking}(?:add|put|get|include|throw in) `), mode: either },
];

const closings: readonly Cue[] = [
  { pattern: /[,]? (?:instead|rather)$/, mode: change },
  { pattern: /[,]? (?:too|as well|also|again)$/, mode: again },
  { pattern: / (?:on|in|to) (?:there|it|the (?:same )?list|that(?: list)?)$/, mode: either },
  { pattern: / there$/, mode: either },
];

/** Cues that do not tell a follow-up from a request of its own by themselves. */
const weak = new Set<RegExp>([openings.at(-1)!.pattern, closings[2]!.pattern]);

export interface Referring {
  readonly mode: FollowUpMode;
  /** What is left when the cues are taken off: the new value. */
  readonly rest: string;
  /** False where nothing but the value itself refers to what was before. */
  readonly cued: boolean;
}

/** Takes off the words that refer to the step before; `rest` is in the writer's own letters. */
export function referring(text: string): Referring {
  let rest = text
    .trim()
    .replace(/[‘’]/g, "'")
    .replace(/[\s.!?…]+$/, '');
  rest = rest.replace(/[,]? ?\b(?:please|thanks|thank you)$/i, '');
  rest = rest.replace(/^(?:(?:ok(?:ay)?|please|well|hm+|ah|oh)[,.]? )+/i, '');
  let mode: FollowUpMode | null = null;
  let cued = false;
  const take = ({ pattern, mode: told }: Cue): boolean => {
    const found = new RegExp(pattern.source, 'i').exec(rest);
    if (!found || found[0].length >= rest.length) return false;
    rest = rest.slice(0, found.index) + rest.slice(found.index + found[0].length);
    if (mode === null || mode === either) mode = told;
    if (!weak.has(pattern)) cued = true;
    return true;
  };
  // Few rounds: "no wait, make that 6 instead" has three.
  for (let round = 0; round < 4 && openings.some(take); round++);
  for (let round = 0; round < 3 && closings.some(take); round++);
  return { mode: mode ?? either, rest: rest.replace(/[\s,;:]+$/, '').trim(), cued };
}

/** Words with which a request of its own begins. */
const openers =
  /^(?:(?:then|also|and|next|now|afterwards|finally|plus)[,]? )*(?:(?:please|can you|could you|would you|will you|i want you to|i'd like you to|i would like you to|also|just|go ahead and) )*(?:add|put|remind|set|start|convert|calculate|compute|work out|figure out|divide|multiply|subtract|what|what's|whats|how|when|which|who|who's|where|why|is|are|was|does|do|did|show|list|read|display|note|save|write|jot|take a note|take down|make a|make me|create|record|search|look up|look for|find|tell|give (?:me|us)|explain|mark|cross|tick|check|remove|delete|clear|take|strike|schedule|count|translate|recommend|play|call|send|book|order|open|don't let me|don't forget|never let me|let me know|i need|i have to|i finished|i want|i'd like|i would like|we need|we're out|we are out|we ran out|i ran out|i'm out|shopping list|timer for|reminder|to-do|todo|wake|memo|remember that|keep in mind|i need to be reminded)\b/;

/** True for words that could stand as a message of their own. */
export function opensRequest(words: string): boolean {
  return openers.test(words);
}

/** A question in words, or about the world: no value can begin so. */
export function asksQuestion(words: string): boolean {
  return /^(?:and )?(?:what|what's|who|who's|whom|whose|why|where|when|how|which|is|are|was|were|do|does|did|can|could|would|should|will|am|have|has)\b/.test(
    words,
  );
}
