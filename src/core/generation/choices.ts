import type { LogitRow } from '../ports/language-model';
import { branchingPaths, buildChoiceTree, isBranching } from './choice-tree';
import type { ChoiceNode } from './choice-tree';
import { logSumExp } from './sampling';
import type { TokenCache } from './token-cache';

/** What follows every choice, so that a choice may be the beginning of another (` set` and ` set_timer`). */
const choiceEnd = '\n';

/**
 * Natural-log probability of each choice after the cache's content and `prompt` (>= 1 token), under a grammar
 * that allows exactly these choices: at every branching the model's distribution is renormalised over the
 * children. One pass for the prompt and one for each path to a last branching.
 */
export async function scoreChoiceTree(
  cache: TokenCache,
  prompt: Int32Array,
  choices: readonly string[],
  signal?: AbortSignal,
): Promise<number[]> {
  const sequences = choices.map((choice) => cache.model.encode(choice + choiceEnd));
  const root = buildChoiceTree(sequences);
  /** Log-probability of each token after its node, given that the node was reached. */
  const branches = new Map<ChoiceNode, Map<number, number>>();

  const row = await cache.extend(prompt, signal);
  if (isBranching(root)) branches.set(root, distribution(root, row));
  const start = cache.tokens.length;
  for (const path of branchingPaths(root)) {
    await cache.rewind(start);
    const onRow = (pathRow: LogitRow, index: number): void => {
      const node = path.nodes[index]!;
      if (isBranching(node)) branches.set(node, distribution(node, pathRow));
    };
    await cache.extendWithRows(Int32Array.from(path.tokens), onRow, signal);
  }
  return sequences.map((tokens) => {
    let node = root;
    let score = 0;
    for (const token of tokens) {
      score += branches.get(node)?.get(token) ?? 0;
      node = node.children.get(token)!;
    }
    return score;
  });
}

function distribution(node: ChoiceNode, row: LogitRow): Map<number, number> {
  const tokens = [...node.children.keys()];
  const logits = tokens.map((token) => row[token]!);
  const total = logSumExp(logits);
  return new Map(tokens.map((token, i) => [token, logits[i]! - total]));
}
