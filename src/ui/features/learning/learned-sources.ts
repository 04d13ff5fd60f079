import type { LearnedSentence } from '../../../app/app-state';
import type { SignalKind } from '../../../core/learning/signal';
import { SIGNAL_WEIGHTS } from '../../../core/learning/signal-weights';

/** Where feedback comes from, most trusted first; what each is called. */
const TITLES: Readonly<Record<SignalKind, string>> = {
  correction: 'Corrections',
  'argument-edit': 'Fixed details',
  'answer-edit': 'Edited answers',
  hindsight: 'Undone, then done otherwise',
  'thumbs-up': 'Liked',
  'thumbs-down': 'Disliked',
  undo: 'Undone',
  'verified-success': 'Worked and was left so',
  'schema-failure': 'Could not be run',
  rephrase: 'Asked again in other words',
  copy: 'Copied',
  abandon: 'Left',
};

export interface LearnedSource {
  readonly kind: SignalKind;
  readonly title: string;
  /** How much one of them counts beside a correction, 0 to 1; 0 where it only stands in the record. */
  readonly trust: number;
  readonly sentences: readonly LearnedSentence[];
}

/** What was learned by where it came from; sources that gave nothing are left out. */
export function learnedSources(learned: readonly LearnedSentence[]): LearnedSource[] {
  return (Object.keys(TITLES) as SignalKind[]).flatMap((kind) => {
    const sentences = learned.filter(({ signal }) => signal.kind === kind);
    const { trust, decides } = SIGNAL_WEIGHTS[kind];
    const source = { kind, title: TITLES[kind], trust: decides ? trust : 0, sentences };
    return sentences.length > 0 ? [source] : [];
  });
}
