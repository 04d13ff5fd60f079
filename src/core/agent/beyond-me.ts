import { plainWords } from '../conversation/cues';

/**
 * Questions and errands that a language model without tools for them can only make something up for. What it writes tells
 * nothing about that: on 56 questions (20 answered rightly) the mean log-probability of the answer tells right from
 * wrong with an area of .66 under the curve, its least sure token with .70 (docs/decisions/2026-11-24-dialogue.md).
 * So these are recognised by their form, and conservatively.
 */
export type Beyond = 'personal' | 'present' | 'errand';

const personal = [
  /^(?:what|who|where|when|which|how (?:old|tall|big|far|heavy))(?:'s| is| are| was| were) my (?:[\w'-]+ ){0,3}[\w'-]+$/,
  /^(?:what|who|where|when|which \w+|how (?:much|many|long|often)(?: \w+)?) did (?:i|my [\w'-]+|we) .+$/,
  /^do you (?:know|remember) (?:my|what my|who my|when my|where my) .+$/,
];

const present = [
  /\b(?:weather|forecast)\b/,
  /\b(?:latest|today's|this week's|yesterday's|last night's) (?:news|game|match|score|results?|headlines)\b/,
  /^(?:what|how)(?:'s| is| are| much is) .*\b(?:traffic|stock price|share price|exchange rate|stock market|bitcoin)\b/,
  /^(?:what|how|who|is|are)\b.* (?:right now|at the moment|currently)$/,
  /^(?:is it|will it be|will it) (?:raining|snowing|sunny|cold|warm|hot|windy|rain|snow)\b/,
  /\b(?:near me|nearby|around here)$/,
  /^(?:who|which|what|how|did|has|have)\b(?!.*\b(?:i|you|we|day|date)\b).* (?:last night|yesterday|this (?:week|morning|month|year|season))$/,
];

const errands = [
  /^(?:call|phone|ring|dial|text|message) (?:my|mum|mom|dad|the|our|grandma|grandpa)\b/,
  /^(?:send|write) (?:an? |the |my )?(?:e-?mail|text|message|sms) to\b/,
  /^(?:email|e-mail) (?:my|the|our)\b/,
  /^(?:book|reserve) (?:me |us )?(?:an? |the )?(?:table|flight|room|hotel|taxi|cab|ticket|appointment|seat)s?\b/,
  /^order (?:me |us )?(?:an? |some |the )\w+/,
  /^(?:turn|switch) (?:on|off) (?:the|my|all)\b|^(?:turn|switch) (?:the|my|all) .* (?:on|off)$/,
  /^(?:play|skip|pause|stop) (?:the |some |my |a |me (?:some |a ))?(?:[\w-]+ )?(?:song|music|track|playlist|radio|jazz|podcast|album|movie|video)s?\b/,
  /^(?:lock|unlock|open|close|dim) (?:the|my) (?:door|garage|lights?|blinds|curtains|gate|windows?)\b/,
  /^(?:pay|transfer|deposit|wire) .*\b(?:bill|money|account|dollars|euros)\b/,
];

/** What the request is beyond the agent for; null for everything that words can answer. */
export function beyondMe(request: string): Beyond | null {
  if (request.length > longest) return null;
  const words = plainWords(request).replace(
    /^(?:(?:can|could|would|will) you (?:please )?|i want you to )/,
    '',
  );
  if (personal.some((form) => form.test(words))) return 'personal';
  if (present.some((form) => form.test(words))) return 'present';
  return errands.some((form) => form.test(words)) ? 'errand' : null;
}

/** Characters; longer requests give their own context. */
const longest = 120;

const plain = new Set(
  'what who where when which how is are was were did do does the a an my me you know remember name of to in on at for i we it much many old long'.split(
    ' ',
  ),
);

const stems = (text: string) =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length > 1 && !plain.has(word))
    .map((word) => word.replace(/s$/, ''));

/** Of what the user has told, the line that shares most words with the request; null where none shares any. */
export function toldAbout(request: string, told: readonly string[]): string | null {
  const asked = new Set(stems(plainWords(request)));
  const shared = (line: string) => new Set(stems(line).filter((word) => asked.has(word))).size;
  const best = told.reduce<string | null>(
    (found, line) => (shared(line) > (found === null ? 0 : shared(found)) ? line : found),
    null,
  );
  return best;
}

/** The honest answer, by template. */
export function beyondSentence(kind: Beyond): string {
  if (kind === 'personal')
    return 'I do not know: you have not told me, neither in your notes nor in Settings. Tell me to note it, and I will find it again.';
  if (kind === 'present')
    return 'I do not know: I look nothing up, since nothing leaves this device, and what the language model learned is years old.';
  return 'I can’t do that: none of my tools does it, and I would only pretend. Nothing was done.';
}

/** True for one of the honest answers. */
export function saysBeyond(reply: string): boolean {
  return (['personal', 'present', 'errand'] as const).some(
    (kind) => beyondSentence(kind) === reply,
  );
}
