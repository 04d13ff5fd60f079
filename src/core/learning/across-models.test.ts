import { describe, expect, it } from 'vitest';
import type { ActionId, Decision } from '../memory/episode';
import { emptyContents, FakeStore } from '../testing/fake-store';
import { headHash } from './head';
import type { PriorWeights } from './prior-weights';
import { SyntheticUser } from './testing/synthetic-user';

/** A language model as far as decisions know it. */
interface Adviser {
  readonly modelId: string;
  readonly weights?: PriorWeights;
  says(action: ActionId): number;
}

const even: Adviser = { modelId: 'even', says: () => -Math.log(5) };
/** Sure of itself, and of a profile in which its word counts. */
const headstrong: Adviser = {
  modelId: 'headstrong',
  weights: { kappa: 8, languageModel: 0.8 },
  says: (action) => (action === 'do_delta' ? -0.1 : -4),
};
const silent: Adviser = {
  modelId: 'silent',
  weights: { kappa: 10, languageModel: 0 },
  says: () => NaN,
};

/** "alpha" things are for the tool for "beta", and a version that knows so is live. */
async function taught(contents = emptyContents()) {
  const user = await SyntheticUser.create({ store: new FakeStore(contents) });
  for (let i = 0; i < 40; i++) {
    await user.teach(
      i % 2 === 0 ? `alpha r${i}` : `gamma r${i}`,
      i % 2 === 0 ? 'do_beta' : 'do_gamma',
    );
  }
  await user.learner.maybeTrain();
  await user.learner.approve(user.learner.view.snapshots[0].id);
  return { user, contents };
}

async function decide(
  { learner }: SyntheticUser,
  request: string,
  { modelId, weights, says }: Adviser,
): Promise<Decision> {
  const situation = await learner.situate(request);
  const languageModel = new Map(SyntheticUser.actions.map(({ id }) => [id, says(id)]));
  return learner.decide(situation, { languageModel, modelId, weights, seconds: 0 });
}

const learned = ({ candidates }: Decision) => candidates.map(({ adapter }) => adapter);
const all = (contents: ReturnType<typeof emptyContents>) => {
  const { episodes, signals, snapshots } = contents.tables;
  return structuredClone([...episodes, ...signals, ...snapshots, contents.learning]);
};

describe('another language model', () => {
  it('acts with what was learned under the one before: the same version, term by term', async () => {
    const { user } = await taught();
    const before = await decide(user, 'alpha new', even);
    expect(before.chosen).toBe('do_beta');
    for (const model of [headstrong, silent]) {
      const after = await decide(user, 'alpha new', model);
      expect(after).toMatchObject({ chosen: 'do_beta', modelId: model.modelId });
      expect(after.snapshotId).toBe(before.snapshotId);
      expect(after.gate).toBe(before.gate);
      expect(learned(after)).toEqual(learned(before));
      expect(after.recollections.map(({ episodeId }) => episodeId)).toEqual(
        before.recollections.map(({ episodeId }) => episodeId),
      );
    }
  });

  it('changes nothing of what is stored: memory, versions and their hashes', async () => {
    const { user, contents } = await taught();
    const stored = all(contents);
    const hashes = user.learner.view.snapshots.map(({ head }) => headHash(head));
    for (const model of [headstrong, silent, even]) await decide(user, 'alpha new', model);
    expect(all(contents)).toEqual(stored);
    expect(user.learner.view.snapshots.map(({ hash }) => hash)).toEqual(hashes);
    // The page is opened again under another model.
    const again = await SyntheticUser.create({ store: new FakeStore(contents) });
    await again.learner.prepare();
    const decision = await decide(again, 'alpha new', headstrong);
    expect(decision.chosen).toBe('do_beta');
    expect(decision.snapshotId).toBe(user.learner.view.state.liveId);
    expect(again.learner.view.snapshots.map(({ head }) => headHash(head))).toEqual(hashes);
  });

  it('and back gives the same decisions, bit for bit', async () => {
    const { user } = await taught();
    const before = await decide(user, 'alpha new', even);
    await decide(user, 'alpha new', headstrong);
    expect(await decide(user, 'alpha new', even)).toEqual(before);
  });

  it('that has no say leaves the prior to the examples, whatever it says', async () => {
    const { user } = await taught();
    const { candidates, frozenChoice } = await decide(user, 'delta new', silent);
    expect(candidates.every(({ languageModel }) => Object.is(languageModel, 0))).toBe(true);
    expect(frozenChoice).toBe('do_delta');
  });

  it('counts for as much as its profile says', async () => {
    const { user } = await taught();
    const { candidates } = await decide(user, 'gamma new', headstrong);
    const weighed = candidates.find(({ action }) => action === 'do_gamma')!;
    expect(weighed.languageModel).toBeCloseTo(0.8 * -4, 5);
    const even10 = await decide(user, 'gamma new', silent);
    const known = even10.candidates.find(({ action }) => action === 'do_gamma')!;
    expect(weighed.examples / known.examples).toBeCloseTo(8 / 10, 5);
  });
});
