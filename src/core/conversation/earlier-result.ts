import { understood, type Episode } from '../memory/episode';
import { unitNamed } from '../tools/builtin/unit-names';
import { plainWords } from './cues';
import { resultStep } from './follow-up';

/** Asks to hear the last thing again, whatever it was. */
const repetition =
  /^(?:(?:sorry|pardon|excuse me|what|eh|come again)[,?]? ?)*(?:pardon(?: me)?|come again|(?:i'm )?sorry|what|(?:(?:can|could|would) you )?(?:please )?(?:repeat|say) (?:that|it|this|the (?:last|answer|result)[\w ]*)(?: (?:again|once more|for me))*|(?:i|sorry i) (?:didn't|did not|couldn't) (?:quite )?(?:catch|get|hear|read|see) (?:that|it|you|this)|what (?:exactly )?did you (?:just )?(?:say|do|get|tell me)(?: (?:again|just now|there|before))*|what was (?:that|it|your (?:last )?(?:answer|reply|result)|the (?:last |final )?(?:answer|result|number|figure|outcome))(?: again| once more)?|once more|again|huh|(?:please )?repeat)$/;

const question =
  /^(?:and |so |but |sorry,? )*(?:what|what's|which|when|when's|how (?:much|many|long|far|old|big|hot|cold|heavy|often)|for (?:when|how long|what)|at what|on what|who|where|did|do you (?:remember|recall|know)|(?:can|could|would) you (?:please )?(?:tell|remind|give) me|tell me|remind me (?:what|when|how|which)|give me|and that was)\b/;

/** Speaks of something said or done before. */
const back = [
  /\b(?:again|once more|one more time|earlier|before|just now|a moment ago)\b/,
  /\b(?:was|were) (?:it|that|this|those|the (?:result|answer|number|figure|total|outcome|date|time|first|last|second)|my)\b/,
  /\b(?:it|that|this|you) (?:was|were|came to|made|said)\b/,
  /\b(?:is|are|does) (?:it|that|this|those)(?: (?:for|ring|due|go off|end|on|at|happen))?$/,
  /\bdid you(?: just)? (?:say|set|add|put|write|get|do|save|tell|remind|convert|calculate|find|work out|make|start|mean)\b/,
  /\bdid i (?:just \w+|set|start)\b/,
  /\bdid (?:it|that|this) (?:come to|make|give|end|say|add up to)\b/,
  /\b(?:will|would) (?:you|it|that) (?:remind me|ring|go off|be|end)\b/,
  /\b(?:the|your|my) (?:last|first|previous|earlier|second) (?:result|answer|one|thing|number|reply|calculation|conversion)\b/,
  /\b(?:result|answer|outcome) of (?:that|the|it)\b/,
  /\bthe (?:[\w ]+ )?(?:result|answer|figure|number|total)(?: again| once more)?$/,
  /\bwas [\w ]+ again$/,
];

/** Words that name no topic of their own. */
const plain = new Set(
  (
    'a an and any are at again another be been but by came can catch come could date day did do does due end ending ' +
    'exactly figure first for from gave get give go going got had has have hear how i in is it its just last long make many ' +
    'me mean more moment much my no not now number of off on once one or other out pardon please previous put read ' +
    'remember reply result results ring said say second so sorry tell than thanks that the them then there these thing things this those ' +
    'time to today total up was weekday went were what whats when which who why will with work would you your answer ' +
    "about you'll i'll it'll before earlier ago ask asked calculation conversion outcome recall know repeat degrees make made add added set save saved " +
    'write wrote written down note noted list task tasks reminder remind timer item items percentage percent convert converted calculate'
  ).split(' '),
);

/** Which tool a word of the question speaks of. */
const topics: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:reminder|remind me|reminded)\b/, ['set_reminder']],
  [/\b(?:timer|ring|how long|go off|countdown)\b/, ['start_timer', 'set_reminder']],
  [/\b(?:percent(?:age)?|calculation|sum|total|add up|came? to|made?)\b/, ['calculator']],
  [/\b(?:conversion|convert(?:ed)?|degrees)\b/, ['convert_units']],
  [/\b(?:date|weekday|which day|what day)\b/, ['calculate_date']],
  [/\b(?:tasks?|to-?do)\b/, ['add_todo', 'show_list']],
  [/\b(?:shopping|buy|groceries)\b/, ['add_shopping', 'show_list']],
  [/\b(?:was|were) on (?:my|the|it)\b/, ['show_list']],
  [/\b(?:note|write|wrote|written|jot)\b/, ['save_note', 'search_notes']],
  [
    /^(?:and |so )*(?:how much|how many|what (?:did you get|was the (?:answer|result|number|figure)))\b/,
    ['calculator', 'convert_units'],
  ],
  [
    /^(?:and |so |for )*(?:when|at what time|what time)\b/,
    ['set_reminder', 'start_timer', 'calculate_date'],
  ],
  [/\b(?:add|put)\b/, ['add_shopping', 'add_todo', 'save_note']],
];

function contentWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  return new Set(words.filter((word) => !plain.has(word)).map((word) => word.replace(/s$/, '')));
}

/** All that an episode is about, in words. */
function topicOf(episode: Episode): Set<string> {
  const step = resultStep(episode);
  const values = step ? Object.values(step.arguments).map(String) : [];
  const words = contentWords([understood(episode), episode.reply, ...values].join(' '));
  // "km" in the request is "kilometers" in the question.
  return words;
}

function sameTopic(word: string, topic: ReadonlySet<string>): boolean {
  if (topic.has(word)) return true;
  const unit = unitNamed(word) ?? unitNamed(`${word}s`);
  return unit !== null && [...topic].some((other) => unitNamed(other)?.one === unit.one);
}

/** Results of tools, or answers in words, that a question may be about. */
const reach = 6;

/**
 * The earlier episode whose result a question asks for: "what was that in cups again?", "when is that?". Null when it
 * asks for something that no earlier result of the conversation (oldest first) is about.
 */
export function readResultQuestion(text: string, history: readonly Episode[]): Episode | null {
  const said = history.filter(
    (episode) =>
      (resultStep(episode) !== null || episode.reply !== '') && episode.status === 'done',
  );
  const recent = said.slice(-reach).reverse();
  const words = plainWords(text);
  if (recent.length === 0) return null;
  // "Say that again" means the last thing said, a question the last thing done.
  if (repetition.test(words)) return best(words, recent, 0);
  if (!question.test(words) || !back.some((cue) => cue.test(words))) return null;
  const asked = contentWords(words);
  const known = recent.filter((episode) => {
    const topic = topicOf(episode);
    return [...asked].every((word) => sameTopic(word, topic));
  });
  return known.length > 0 ? best(words, known, 0.5) : null;
}

/** The one that the question's own words speak of most; the latest of equals. `doing` favours what a tool did. */
function best(words: string, latestFirst: readonly Episode[], doing: number): Episode {
  const ordinal = /\b(first|last|latest)\b/.exec(words)?.[1];
  const asked = contentWords(words);
  const tools = topics.flatMap(([cue, ids]) => (cue.test(words) ? ids : []));
  const score = (episode: Episode): number => {
    const step = resultStep(episode);
    const topic = topicOf(episode);
    const shared = [...asked].filter((word) => sameTopic(word, topic)).length;
    const named = tools.filter((id) => id === step?.toolId).length;
    return 2 * shared + named + (step ? doing : 0);
  };
  const ordered = ordinal === 'first' ? latestFirst.toReversed() : latestFirst;
  return ordered.reduce((found, other) => (score(other) > score(found) ? other : found));
}

/** The earlier result in the words in which it was given, by template. */
export function quoteResult(episode: Episode): string {
  const step = resultStep(episode);
  const sentence = episode.editedReply ?? step?.outcome.sentence ?? episode.reply;
  const undone = step?.undone ? ' That has been taken back since.' : '';
  return `To “${understood(episode)}” I said: ${sentence}${undone}`;
}
