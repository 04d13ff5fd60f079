import type { LearningService, LearningServiceInfo } from '../ports/learning-service';
import type { Store } from '../ports/store';
import type { ActionDescription } from './action-description';
import type { Basis } from './basis';
import { restoreBasis, storeBasis } from './basis';
import { floatsToText, textToFloats } from './float-text';
import { sha256 } from './sha256';
import type { ActionExamples } from './similarity';
import { row, stack } from './vector';

const EXAMPLES = 'learning-examples';
const BASIS = 'learning-basis';

/** The actions' example requests as sentence states; kept in a setting for as long as texts and encoder are the same. */
export async function prepareExamples(
  actions: readonly ActionDescription[],
  info: LearningServiceInfo,
  service: LearningService,
  store: Store,
): Promise<ActionExamples[]> {
  const texts = actions.flatMap(({ examples }) => examples);
  const key = sha256(new TextEncoder().encode(JSON.stringify([info.encoderHash, texts])));
  const stored = restoreRows((await store.get('settings', EXAMPLES))?.value, key, info.dimensions);
  const embeddings = stored ?? (await service.embed(texts));
  if (!stored) {
    const value = { key, states: floatsToText(stack(embeddings, info.dimensions)) };
    await store.commit({ settings: [{ id: EXAMPLES, value }] });
  }
  let next = 0;
  return actions.map(({ id, examples }) => ({
    action: id,
    embeddings: embeddings.slice(next, (next += examples.length)),
  }));
}

function restoreRows(value: unknown, key: string, width: number): Float32Array[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const stored = value as { key?: unknown; states?: unknown };
  if (stored.key !== key || typeof stored.states !== 'string') return null;
  const floats = textToFloats(stored.states);
  return floats && Array.from({ length: floats.length / width }, (_, i) => row(floats, i, width));
}

/** The basis of this encoder, as stored; null at the first start with it. */
export async function storedBasis(encoderHash: string, store: Store): Promise<Basis | null> {
  return restoreBasis((await store.get('settings', BASIS))?.value, encoderHash);
}

/** Fits the basis and stores it; takes seconds, once per encoder. */
export async function buildAndStoreBasis(
  requests: readonly string[],
  service: LearningService,
  store: Store,
  nextTask = () => Promise.resolve(),
): Promise<Basis> {
  const basis = await service.buildBasis(requests);
  const value = storeBasis(basis);
  await nextTask();
  await store.commit({ settings: [{ id: BASIS, value }] });
  await nextTask();
  return basis;
}
