import { literal } from './rule-book';

interface Node {
  readonly next: Map<string, Node>;
  ends: boolean;
}

/**
 * Rules, the first named `name`, for exactly the given texts: a tree over their words in which equal subtrees are
 * one rule. The spans of a request share most of their ends, so that the 174 spans of
 * 20 words make 100 rules: xgrammar compiles these in 16 ms, its own grammar of the same enum in 190 to 350.
 */
export function wordGraph(texts: readonly string[], name: string): string[] {
  const root: Node = { next: new Map(), ends: false };
  for (const text of texts) {
    let node = root;
    for (const word of text.match(/\s*\S+|\s+$/gu) ?? []) {
      let child = node.next.get(word);
      if (!child) node.next.set(word, (child = { next: new Map(), ends: false }));
      node = child;
    }
    node.ends = true;
  }

  const lines: string[] = [];
  const names = new Map<string, string>();
  function nameOf(node: Node): string {
    const body = bodyOf(node);
    let known = names.get(body);
    if (known === undefined) {
      known = `${name}_${names.size}`;
      names.set(body, known);
      lines.push(`${known} ::= ${body}`);
    }
    return known;
  }
  function bodyOf(node: Node): string {
    const ways = [...node.next].map(([word, child]) =>
      child.next.size === 0 ? literal(word) : `${literal(word)} ${nameOf(child)}`,
    );
    return [...ways, ...(node.ends ? ['""'] : [])].join(' | ');
  }
  return [`${name} ::= ${bodyOf(root)}`, ...lines];
}
