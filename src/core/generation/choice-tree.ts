/** A node of the tree of choices: the tokens that may follow, and the choice that ends here. */
export interface ChoiceNode {
  readonly children: Map<number, ChoiceNode>;
  /** Index of the choice whose last token leads here; -1 for inner nodes. */
  choice: number;
}

/** Tokens from the root to a node. */
export interface ChoicePath {
  readonly tokens: readonly number[];
  /** Nodes along the way: `nodes[i]` is reached after `tokens[i]`. */
  readonly nodes: readonly ChoiceNode[];
}

/**
 * The tree of token sequences. No sequence may be a beginning of another: choices end with the same end token.
 * Throws a RangeError for equal choices.
 */
export function buildChoiceTree(sequences: readonly ArrayLike<number>[]): ChoiceNode {
  const root: ChoiceNode = { children: new Map(), choice: -1 };
  sequences.forEach((tokens, choice) => {
    let node = root;
    for (const token of Array.from(tokens)) {
      let child = node.children.get(token);
      if (!child) node.children.set(token, (child = { children: new Map(), choice: -1 }));
      node = child;
    }
    if (node.choice !== -1 || node.children.size > 0) throw new RangeError('choices must differ');
    node.choice = choice;
  });
  return root;
}

/** True when the model has to be asked what follows. */
export function isBranching(node: ChoiceNode): boolean {
  return node.children.size > 1;
}

/**
 * As few paths as reach every branching node below the root: each ends at a branching node that has no
 * further one below it. Unbranched ends of choices are in none, since their probability is 1.
 */
export function branchingPaths(root: ChoiceNode): ChoicePath[] {
  const paths: ChoicePath[] = [];

  /** True when there is a branching node at or below `node`. */
  function visit(node: ChoiceNode, path: ChoicePath): boolean {
    let covered = false;
    for (const [token, child] of node.children) {
      const longer = { tokens: [...path.tokens, token], nodes: [...path.nodes, child] };
      covered = visit(child, longer) || covered;
    }
    if (!covered && isBranching(node) && path.tokens.length > 0) paths.push(path);
    return covered || isBranching(node);
  }
  visit(root, { tokens: [], nodes: [] });
  return paths;
}
