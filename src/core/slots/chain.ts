/**
 * The slot head's model of a request: a chain over its words. Each word is in one of 1 + 2p states: 0 outside,
 * 1 + 2k the first word of a value of the tool's k-th parameter, 2 + 2k a further word of it, which only follows a
 * word of the same value. The probability of a sequence of states is proportional to exp of the sum of its words'
 * scores (a conditional random field, Lafferty et al. 2001, whose transitions are only allowed or not; learned
 * weights brought .757 instead of .752 exact on SNIPS).
 */

export const OUTSIDE = 0;
export const beginOf = (parameter: number) => 1 + 2 * parameter;
export const insideOf = (parameter: number) => 2 + 2 * parameter;

/** Scores of the states, `words x states`, row-major. */
export interface ChainScores {
  readonly words: number;
  readonly states: number;
  readonly scores: Float64Array;
}

/** How probable each state is at each word, `words x states`, and log of the sum over all sequences. */
export interface ChainMarginals {
  readonly probabilities: Float64Array;
  readonly logPartition: number;
}

export function chainMarginals(chain: ChainScores): ChainMarginals {
  const { words, states } = chain;
  if (words === 0) return { probabilities: new Float64Array(0), logPartition: 0 };
  const before = forward(chain);
  const after = backward(chain);
  const logPartition = logSum(before, (words - 1) * states, states);
  const probabilities = before.map((score, i) => Math.exp(score + after[i] - logPartition));
  return { probabilities, logPartition };
}

/** Score of one sequence of states. */
export function pathScore({ words, states, scores }: ChainScores, path: ArrayLike<number>): number {
  let sum = 0;
  for (let word = 0; word < words; word++) sum += scores[word * states + path[word]];
  return sum;
}

/** log of the sum over all beginnings that end in each state, that state's score included. */
function forward({ words, states, scores }: ChainScores): Float64Array {
  const sums = new Float64Array(words * states);
  for (let word = 0; word < words; word++) {
    const at = word * states;
    const any = word === 0 ? 0 : logSum(sums, at - states, states);
    for (let state = 0; state < states; state++) {
      const inside = state > 0 && state % 2 === 0;
      let from = any;
      if (inside) {
        from =
          word === 0 ? -Infinity : logAdd(sums[at - states + state - 1], sums[at - states + state]);
      }
      sums[at + state] = from + scores[at + state];
    }
  }
  return sums;
}

/** log of the sum over all endings after each state, that state's own score left out. */
function backward({ words, states, scores }: ChainScores): Float64Array {
  const sums = new Float64Array(words * states);
  for (let word = words - 2; word >= 0; word--) {
    const next = (word + 1) * states;
    let any = -Infinity;
    for (let state = 0; state < states; state += state === 0 ? 1 : 2) {
      any = logAdd(any, scores[next + state] + sums[next + state]);
    }
    sums[word * states] = any;
    for (let begin = 1; begin < states; begin += 2) {
      const stay = scores[next + begin + 1] + sums[next + begin + 1];
      const sum = logAdd(any, stay);
      sums[word * states + begin] = sum;
      sums[word * states + begin + 1] = sum;
    }
  }
  return sums;
}

function logAdd(a: number, b: number): number {
  const top = Math.max(a, b);
  return top === -Infinity ? top : top + Math.log(Math.exp(a - top) + Math.exp(b - top));
}

function logSum(values: Float64Array, from: number, count: number): number {
  let top = -Infinity;
  for (let i = from; i < from + count; i++) if (values[i] > top) top = values[i];
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += Math.exp(values[i] - top);
  return top + Math.log(sum);
}
