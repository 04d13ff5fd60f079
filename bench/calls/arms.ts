/** What an arm decides and fills arguments with. The tools' own examples are known to every arm. */
export interface Arm {
  readonly languageModel: boolean;
  /** Labelled requests vote, and corrections hold at once. */
  readonly memory: boolean;
  /** The decision head is trained. */
  readonly adapter: boolean;
  /** Confirmed requests become examples of their tool in the prior. */
  readonly growing: boolean;
  /** Earlier calls are copied from. */
  readonly recall: boolean;
  /** The slot head is trained. */
  readonly slots: boolean;
  /** The slot head only goes live through its gate. */
  readonly gated?: boolean;
}

const nothing: Arm = {
  languageModel: false,
  memory: false,
  adapter: false,
  growing: false,
  recall: false,
  slots: false,
};
const decides = { memory: true, adapter: true, growing: false };

export const ARMS: Readonly<Record<string, Arm>> = {
  /** The examples' likeness decides, and the rule of the examples' words fills: no learning. */
  frozen: nothing,
  /** Both trained heads, no copying. */
  'slot-head': { ...nothing, ...decides, slots: true },
  lm: { ...nothing, languageModel: true },
  'lm-recall': { ...nothing, languageModel: true, memory: true, recall: true },
  all: { ...decides, languageModel: true, recall: true, slots: true },
  /** The parts of `all` that cost no language model, for development. */
  recall: { ...nothing, ...decides, recall: true },
  'slot-recall': { ...nothing, ...decides, recall: true, slots: true },
  /** The same with the user's requests as examples of their tool in the prior, in place of the decision head. */
  grown: { ...nothing, memory: true, growing: true, recall: true, slots: true },
  'slot-recall-gated': { ...nothing, ...decides, recall: true, slots: true, gated: true },
};

/** What is run where a model is named, and where none is. */
export const ALL_ARMS = 'frozen,lm,lm-recall,slot-head,all';
export const WITHOUT_MODEL = 'frozen,slot-head,recall,slot-recall';
