import { describe, expect, it } from 'vitest';
import { FakeStore, emptyContents } from '../testing/fake-store';
import type { LearnerOptions } from './learner';
import type { LearningView } from './learning-view';
import { headHash } from './head';
import { referenceSlotTrainer } from '../slots/testing/reference-slot-trainer';
import { createLearningService } from './local-learning-service';
import { referenceTrainer } from './testing/reference-trainer';
import { syntheticEncoder, syntheticState } from './testing/synthetic-encoder';
import { SyntheticUser } from './testing/synthetic-user';

/** Bad input and bad luck: the last good version stays live, and nothing is lost. */

/** A user whose first version is live: "alpha" things are for the tool of "beta". */
async function live(overrides: Partial<LearnerOptions> = {}) {
  const user = await SyntheticUser.create(overrides);
  for (let i = 0; i < 24; i++) {
    if (i % 2 === 0) await user.teach(`alpha r${i}`, 'do_beta');
    else await user.teach(`gamma r${i}`, 'do_gamma');
  }
  await user.learner.trainNow();
  await user.learner.approve(user.learner.view.snapshots[0].id);
  return user;
}

/** A page on the same record, with the other encoder. */
const withOtherEncoder = (contents: ReturnType<typeof emptyContents>, overrides = {}) =>
  SyntheticUser.create({
    store: new FakeStore(contents),
    service: createLearningService(
      otherEncoder,
      referenceTrainer,
      () => Promise.resolve(),
      referenceSlotTrainer,
    ),
    ...overrides,
  });

/** The same meanings in other coordinates. */
const otherEncoder: typeof syntheticEncoder = {
  ...syntheticEncoder,
  hash: 'other',
  embed: async (texts) =>
    texts.map((text) => ({
      pooled: syntheticState(text).slice().reverse(),
      words: new Float32Array(0),
    })),
};

const until = (user: SyntheticUser, holds: (view: LearningView) => boolean) =>
  new Promise<void>((resolve) => {
    if (holds(user.learner.view)) return resolve();
    const stop = user.learner.subscribe((view) => {
      if (!holds(view)) return;
      stop();
      resolve();
    });
  });

describe('in trouble, the learner', () => {
  it('goes by the newest of contradicting feedback, and keeps the record of both', async () => {
    const user = await SyntheticUser.create();
    const said = ['do_beta', 'do_gamma', 'do_beta', 'do_gamma'];
    for (const [i, action] of said.entries()) {
      const episode = await user.ask('alpha same', { id: `episode ${i}` });
      await user.say(episode, 'correction', action);
      expect((await user.decision('alpha same')).chosen).toBe(action);
    }
    const standings = user.learner.view.learned.map(({ standing }) => standing);
    expect(standings).toEqual(['teaches', 'replaced', 'replaced', 'replaced']);
  });

  it('takes a thousand corrections to one tool without letting it have the other requests', async () => {
    const user = await SyntheticUser.create();
    const before = (await user.decision('gamma fresh')).chosen;
    const { store } = user;
    const episode = await user.ask('alpha r');
    const decision = episode.decision!;
    // Recorded at once: what is asked for is what the learner makes of the record.
    const episodes = Array.from({ length: 1000 }, (_, i) => ({
      ...episode,
      id: `e${i}`,
      conversationId: `c${i}`,
      sequence: store.nextSequence(),
      request: `alpha r${i}`,
      embedding: syntheticState(`alpha r${i}`),
      decision,
    }));
    const signals = episodes.map(({ id, conversationId }) => ({
      episodeId: id,
      conversationId,
      step: 0,
      kind: 'correction' as const,
      action: 'do_beta',
      argument: null,
      provenance: 'user' as const,
      tainted: false,
    }));
    await user.learner.recordSignals(signals, { episodes });
    expect((await user.decision('alpha fresh')).chosen).toBe('do_beta');
    expect((await user.decision('gamma fresh')).chosen).toBe(before);
    expect(user.learner.view.examples).toBe(1000);
  });

  it('goes on without a tool that is gone, and has it back when the tool is', async () => {
    const contents = emptyContents();
    const user = await live({ store: new FakeStore(contents) });
    const all = SyntheticUser.actions;
    const without = all.filter(({ id }) => id !== 'do_beta');
    const store = new FakeStore(contents);
    const poorer = await SyntheticUser.create({ store, actions: without });
    expect(poorer.learner.view.learned.map(({ standing }) => standing)).toEqual(
      expect.arrayContaining(['teaches', 'tool-gone']),
    );
    const decision = await poorer.decision('alpha new');
    expect(decision.candidates.map(({ action }) => action)).not.toContain('do_beta');
    expect(decision.candidates.every(({ total }) => Number.isFinite(total))).toBe(true);
    for (let i = 0; i < 6; i++) await poorer.teach(`delta more${i}`, 'do_delta');
    await poorer.learner.trainNow();
    expect(poorer.learner.view.snapshots[0].head.actions).not.toContain('do_beta');

    const again = await SyntheticUser.create({ store: new FakeStore(contents), actions: all });
    expect(again.learner.view.state.liveId).toBe(user.learner.view.state.liveId);
    expect((await again.decision('alpha new')).chosen).toBe('do_beta');
  });

  it('leaves a version with a weight that is not a number for the last good one', async () => {
    const contents = emptyContents();
    const user = await live({ store: new FakeStore(contents) });
    const good = user.learner.view.snapshots[0];
    for (let i = 0; i < 12; i++) await user.teach(`delta r${i}`, 'do_gamma');
    await user.learner.trainNow();
    const next = user.learner.view.snapshots[0];
    await user.learner.approve(next.id);
    const stored = await user.store.get('snapshots', next.id);
    const weights = stored!.head.weights.slice();
    weights[3] = NaN;
    const head = { ...stored!.head, weights };
    await user.store.commit({ snapshots: [{ ...stored!, head, hash: headHash(head) }] });

    const again = await SyntheticUser.create({ store: new FakeStore(contents) });
    const { state, snapshots, learned } = again.learner.view;
    expect(state.liveId).toBe(good.id);
    expect(snapshots.find(({ id }) => id === good.id)?.hash).toBe(good.hash);
    expect(learned).toHaveLength(user.learner.view.learned.length);
    expect(again.learner.view.alarms[0]).toMatchObject({
      snapshotId: next.id,
      to: good.id,
      reason: 'its weights were damaged',
    });
    const decision = await again.decision('alpha new');
    expect(decision.candidates.every(({ total }) => Number.isFinite(total))).toBe(true);
  });

  it('embeds everything anew for another encoder, with progress, and learns from zero', async () => {
    const contents = emptyContents();
    const user = await live({ store: new FakeStore(contents) });
    const old = user.learner.view.snapshots[0];
    const unlabelled = await user.ask('gamma unlabelled');
    const again = await withOtherEncoder(contents);
    const seen: number[] = [];
    again.learner.subscribe(({ reembedding }) => {
      if (reembedding) seen.push(reembedding.done);
    });
    // The old version is silent, but the agent decides.
    const first = await again.decision('alpha new');
    expect(first.candidates.every(({ adapter }) => adapter === 0)).toBe(true);
    await until(again, ({ snapshots }) => snapshots.length === 2);

    expect(seen).toContain(0);
    expect(again.learner.view.reembedding).toBeNull();
    const episodes = await again.store.all('episodes');
    expect(episodes.map(({ encoderHash }) => encoderHash)).toEqual(episodes.map(() => 'other'));
    expect(episodes.some(({ id }) => id === unlabelled.id)).toBe(true);
    const [renewed] = again.learner.view.snapshots;
    expect(renewed).toMatchObject({ status: 'live', encoderHash: 'other' });
    expect(again.learner.view.snapshots[1]).toMatchObject({ id: old.id, hash: old.hash });
    const { store } = again;
    expect((await store.all('signals')).length).toBe(24);
  });

  it('goes on embedding where a closed page had stopped', async () => {
    const contents = emptyContents();
    await live({ store: new FakeStore(contents) });
    let calls = 0;
    const other = {
      ...otherEncoder,
      embed: (texts: string[]) => {
        if (texts.some((text) => text.startsWith('gamma r')) && calls++ === 0)
          return Promise.reject(new Error('closed'));
        return otherEncoder.embed(texts);
      },
    };
    const service = createLearningService(
      other,
      referenceTrainer,
      () => Promise.resolve(),
      referenceSlotTrainer,
    );
    const stopped = await SyntheticUser.create({ store: new FakeStore(contents), service });
    await stopped.learner.prepare();
    await until(stopped, ({ reembedding }) => reembedding === null && calls > 0);
    const again = await SyntheticUser.create({ store: new FakeStore(contents), service });
    await again.learner.prepare();
    await until(again, ({ snapshots }) => snapshots.length === 2);
    const episodes = await again.store.all('episodes');
    expect(new Set(episodes.map(({ encoderHash }) => encoderHash))).toEqual(new Set(['other']));
  });

  it('does not let a version of another encoder go live, and says why', async () => {
    const contents = emptyContents();
    const user = await live({ store: new FakeStore(contents) });
    const old = user.learner.view.snapshots[0];
    const again = await withOtherEncoder(contents);
    await again.learner.prepare();
    await until(again, ({ snapshots }) => snapshots.length === 2);
    const { liveId } = again.learner.view.state;
    expect(again.learner.view.silent).toEqual([old.id]);
    await expect(again.learner.rollBack(old.id)).rejects.toMatchObject({
      code: 'other-encoder',
      message: expect.stringContaining('Nothing has changed'),
    });
    expect(again.learner.view.state.liveId).toBe(liveId);
    expect((await again.decision('alpha new')).chosen).toBe('do_beta');
  });

  it('learns from zero also where the page was closed between reading anew and training', async () => {
    const contents = emptyContents();
    await live({ store: new FakeStore(contents) });
    const read = await withOtherEncoder(contents);
    await read.learner.pause(true);
    await read.learner.prepare();
    await until(read, ({ silent, reembedding }) => silent.length === 1 && reembedding === null);
    await read.learner.pause(false);
    expect(read.learner.view.snapshots).toHaveLength(1);

    const again = await withOtherEncoder(contents);
    await again.learner.prepare();
    await until(again, ({ snapshots }) => snapshots.length === 2);
    expect(again.learner.view.snapshots[0]).toMatchObject({ status: 'live', encoderHash: 'other' });
  });

  it('is where it was when the page was closed while it trained', async () => {
    const contents = emptyContents();
    const user = await live({ store: new FakeStore(contents) });
    const { liveId } = user.learner.view.state;
    for (let i = 0; i < 12; i++) await user.teach(`delta r${i}`, 'do_gamma');
    const before = await user.decision('alpha new');
    const labels = user.learner.view.examples;
    const training = user.learner.trainNow();
    // Another page opens on what is stored at this moment.
    const again = await SyntheticUser.create({ store: new FakeStore(contents) });
    expect(again.learner.view).toMatchObject({ state: { liveId }, examples: labels });
    expect(await again.decision('alpha new')).toEqual(before);
    user.learner.cancelTraining();
    await training;
    expect(again.learner.view.training).toBeNull();
    await again.learner.trainNow();
    expect(again.learner.view.snapshots.length).toBe(2);
  });
});
