import type { ActionId } from '../memory/episode';
import { floatBytes } from './float-text';
import { sha256 } from './sha256';
import type { Head } from './snapshot';
import { dot, row } from './vector';

export function zeroHead(actions: readonly ActionId[], dimensions: number): Head {
  return {
    actions: [...actions],
    dimensions,
    weights: new Float32Array(actions.length * dimensions),
    bias: new Float32Array(actions.length),
  };
}

/** The same head with one row for each of `actions`: rows are found by id, new actions start at zero. */
export function alignHead(head: Head, actions: readonly ActionId[]): Head {
  const aligned = zeroHead(actions, head.dimensions);
  actions.forEach((action, to) => {
    const from = head.actions.indexOf(action);
    if (from < 0) return;
    aligned.weights.set(row(head.weights, from, head.dimensions), to * head.dimensions);
    aligned.bias[to] = head.bias[from];
  });
  return aligned;
}

/** [B phi + c] for each of `actions`; 0 for actions that the head does not know. */
export function headScores(head: Head, actions: readonly ActionId[], phi: Float32Array): number[] {
  return actions.map((action) => {
    const index = head.actions.indexOf(action);
    return index < 0 ? 0 : dot(phi, head.weights, index * head.dimensions) + head.bias[index];
  });
}

export function isFiniteHead(head: Head): boolean {
  return head.weights.every(Number.isFinite) && head.bias.every(Number.isFinite);
}

/** SHA-256 over actions, size, weights and bias. */
export function headHash(head: Head): string {
  const names = new TextEncoder().encode(JSON.stringify([head.actions, head.dimensions]));
  const parts = [names, floatBytes(head.weights), floatBytes(head.bias)];
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return sha256(bytes);
}
