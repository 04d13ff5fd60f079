/** Words that carry no subject: grammar, and how people ask for their lists and notes. */
const stopWords = new Set(
  [
    'a an the this that these those my your our his her its their some any one ones',
    'i me we us you he she it they them is are was were be been am do does did done have has had',
    'and or but not no yes to of on in at for from with about into off out up down by as if so',
    'what which who whom where when how why can could will would shall should may might must',
    'please just also now there here still already again too ok okay hey',
    'add put take remove cross mark strike tick check delete erase show read tell give get find',
    'look search say said write wrote written note noted notes list lists mention mentions remind',
    'reminder reminders need want left',
  ].flatMap((line) => line.split(' ')),
);

/**
 * The words of a text that say what it is about, in lower case and cut to a stem, so that "dishes" meets "dish" and
 * "cleaned" meets "cleaning". The stems are for comparing, not for showing.
 */
export function contentWords(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !stopWords.has(word))
    .map(stem);
}

/** The words of a text in lower case, of any script; an emoji is one. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*|\p{Extended_Pictographic}/gu) ?? []
  );
}

/** Suffixes that are cut off, the first that fits. At least three letters must remain. */
const suffixes: readonly (readonly [RegExp, string])[] = [
  [/'s$/, ''],
  [/ies$/, 'y'],
  [/(?<=s|x|z|ch|sh)es$/, ''],
  [/(?<![su])s$/, ''],
  [/ing$/, ''],
  [/ed$/, ''],
];

function stem(word: string): string {
  for (const [suffix, ending] of suffixes) {
    const cut = word.replace(suffix, ending);
    if (cut !== word && cut.length >= 3) return bare(cut);
  }
  return bare(word);
}

/** "runn" and "run", "bake" and "bak" are the same stem. */
function bare(word: string): string {
  if (word.length <= 3) return word;
  return word.replace(/e$/, '').replace(/([bdgmnprt])\1$/, '$1');
}
