import type { Encoder } from '../../src/core/ports/encoder';
import { replyAction } from '../../src/core/agent/actions';
import type { ActionDescription } from '../../src/core/learning/action-description';
import type { Basis } from '../../src/core/learning/basis';
import { offScopeRequests } from '../../src/core/learning/off-scope-requests';
import { cachedEmbeddings } from '../embedding-cache';
import { cachedBasis } from './cached-basis';
import type { Row, Stream } from './stream';

/** The states of a stream's texts, and what all arms share. */
export interface World {
  readonly basis: Basis;
  readonly stateOf: (text: string) => Float32Array;
}

/** Embeds every text once; from then on states come from the temporary folder. */
export async function openWorld(
  encoder: Encoder,
  rows: readonly Row[],
  outside: readonly string[],
): Promise<World> {
  const states = new Map<string, Float32Array>();
  const texts = rows.map(({ text }) => text);
  const lists = [texts, replyAction.examples, outside, offScopeRequests].filter(
    (list) => list.length > 0,
  );
  for (const list of lists) {
    const embeddings = await cachedEmbeddings(encoder, list);
    list.forEach((text, i) => states.set(text, embeddings[i]!));
  }
  const offScope = offScopeRequests.map((text) => states.get(text)!);
  return {
    basis: cachedBasis(offScopeRequests, offScope, encoder.hash),
    stateOf: (text) => {
      const state = states.get(text);
      if (!state) throw new Error(`“${text}” is in none of the files.`);
      return state;
    },
  };
}

/** A tool for each label, and the answer in words, which every agent has. */
export function actionsOf(stream: Stream): ActionDescription[] {
  const tools = stream.labels.map((id) => ({
    id,
    title: id,
    examples: stream.examples.get(id) ?? [],
  }));
  const { id, title, examples } = replyAction;
  return [...tools, { id, title, examples }];
}
