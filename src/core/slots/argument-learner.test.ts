import { describe, expect, it } from 'vitest';
import { FakeEncoder } from '../testing/fake-encoder';
import { emptyContents, FakeStore } from '../testing/fake-store';
import { CallUser } from './testing/call-user';

const artist = async (user: CallUser, request: string) =>
  (await user.fill(request)).arguments['artist'];

describe('arguments are learned', () => {
  it('from the first correction on: it counts in the next request like it, which says where it comes from', async () => {
    const user = await CallUser.create();
    expect(await artist(user, 'play Oasis tonight')).not.toBe('Oasis');
    await user.call('play Abba tonight', { artist: 'Abba' }, 'argument-edit');
    await user.call('play Muse tonight', { artist: 'Muse' }, 'argument-edit');
    const { arguments: values, origins, learned } = await user.fill('play Oasis tonight');
    expect(values).toEqual({ artist: 'Oasis' });
    expect(origins).toMatchObject({ artist: 'memory' });
    expect(learned?.['artist']).toMatchObject({
      request: expect.stringMatching(/^play (Abba|Muse) tonight$/),
      at: Date.UTC(2026, 4, 12),
    });
  });

  it('and change nothing before the user has said anything, however much was left alone', async () => {
    const [fresh, worked] = [await CallUser.create(), await CallUser.create()];
    await worked.teach(9, 'verified-success');
    for (const request of ['play Oasis tonight', 'play Bach on Deezer', 'play something', 'play']) {
      expect(await worked.fill(request)).toEqual(await fresh.fill(request));
    }
    expect(worked.generator.prompts).toEqual(fresh.generator.prompts);
    expect(worked.generator.schemas).toEqual(fresh.generator.schemas);
    expect(await worked.train()).toBe(false);
  });

  it('and are as before when the feedback is taken back', async () => {
    const user = await CallUser.create();
    const before = await user.fill('play Oasis tonight');
    const episode = await user.call('play Abba tonight', { artist: 'Abba' }, 'rephrase');
    const signalId = await user.say(episode, 'argument-edit');
    expect(await user.fill('play Oasis tonight')).not.toEqual(before);
    await user.learner.takeBack(signalId);
    expect(await user.fill('play Oasis tonight')).toEqual(before);
  });

  it('and what the request lacks is still asked for', async () => {
    const user = await CallUser.create();
    await user.teach(6);
    expect(await user.fill('play music')).toMatchObject({ arguments: {}, missing: ['artist'] });
  });
});

describe('a slot head', () => {
  it('is trained from the eighth call on, goes live through its gate and speaks after a reload', async () => {
    const contents = emptyContents();
    const user = await CallUser.create(new FakeStore(contents));
    await user.teach(7);
    expect(await user.train()).toBe(false);
    await user.teach(23, 'thumbs-up', 7);
    expect(await user.train()).toBe(true);
    expect(user.versions).toHaveLength(1);
    expect(await user.train()).toBe(false);
    const again = await CallUser.create(new FakeStore(contents));
    expect(again.versions).toEqual(user.versions);
    expect(again.liveId).toBe(user.liveId);
    expect(await again.fill('play Oasis tonight')).toEqual(await user.fill('play Oasis tonight'));
  });

  it('goes with what it had learned from, and the next one is as if that had never been', async () => {
    const [forgot, never] = [await CallUser.create(), await CallUser.create()];
    const odd = await forgot.call('play tonight Adele', { artist: 'tonight' }, 'correction');
    for (const user of [forgot, never]) await user.teach(30);
    expect(await forgot.train()).toBe(true);
    const [taught] = forgot.versions;
    await forgot.learner.deleteEpisodes([odd.id]);
    expect(forgot.versions).toEqual([]);
    expect(await forgot.store.all('settings')).toHaveLength(1);
    await forgot.train();
    await never.train();
    expect(forgot.versions[0].hash).toBe(never.versions[0].hash);
    expect(forgot.versions[0].hash).not.toBe(taught.hash);
    expect(forgot.versions[0].weights).toEqual(never.versions[0].weights);
  });

  it('spares the model where it is sure', async () => {
    const user = await CallUser.create();
    await user.teach(30);
    await user.train();
    expect(await artist(user, 'play Oasis tonight')).toBe('Oasis');
    expect(user.generator.prompts).toEqual([]);
  });

  it('stays when feedback that came after it is taken back', async () => {
    const user = await CallUser.create();
    await user.teach(30);
    await user.train();
    const later = await user.call('play Abba', { artist: 'Abba' }, 'thumbs-up');
    await user.learner.deleteEpisodes([later.id]);
    expect(user.versions).toHaveLength(1);
  });

  it('is left for the one before, or for none, on request', async () => {
    const user = await CallUser.create();
    await user.teach(30);
    await user.train();
    const live = user.liveId;
    expect(live).not.toBeNull();
    await user.learner.rollBackArguments(null);
    expect(user.liveId).toBeNull();
    expect(user.versions).toHaveLength(1);
    await user.learner.rollBackArguments(live);
    expect(user.liveId).toBe(live);
  });

  it('is refused with a sentence where it is not what was written, and nothing else is lost', async () => {
    const contents = emptyContents();
    const user = await CallUser.create(new FakeStore(contents));
    await user.teach(30);
    await user.train();
    const [sound] = user.versions;
    for (const spoil of [{ bias: 'AADAfw==' }, { hash: 'other' }, { weights: [null] }]) {
      const store = new FakeStore(contents);
      const id = `slot-version ${sound.id}`;
      const stored = (await store.get('settings', id))!;
      await store.commit({ settings: [{ id, value: { ...(stored.value as object), ...spoil } }] });
      const again = await CallUser.create(store);
      expect(again.liveId).toBeNull();
      expect(again.refused).toEqual([expect.stringMatching(/damaged and is not used\. .*rules/)]);
      expect((await again.fill('play Oasis tonight')).arguments).toEqual({ artist: 'Oasis' });
      await store.commit({ settings: [stored] });
    }
  });

  it('is silent under another encoder, and is trained anew for it', async () => {
    const contents = emptyContents();
    const user = await CallUser.create(new FakeStore(contents));
    await user.teach(30);
    await user.train();
    const encoder = new FakeEncoder(24);
    const other = { ...encoder, hash: 'other', embed: encoder.embed.bind(encoder) };
    const store = new FakeStore(contents);
    const moved = await CallUser.create(store, { ...other, dispose: async () => {} });
    expect((await moved.fill('play Oasis tonight')).arguments).toEqual({ artist: 'Oasis' });
    expect(await moved.train()).toBe(true);
    expect(moved.versions.map(({ encoderHash }) => encoderHash)).toEqual(['other', 'fake-encoder']);
  });

  it('is not live when it could not be stored', async () => {
    const store = new FakeStore();
    const user = await CallUser.create(store);
    await user.teach(30);
    const commit = store.commit.bind(store);
    store.commit = () => Promise.reject(new Error('full'));
    await expect(user.train()).rejects.toThrow('full');
    expect(user.versions).toEqual([]);
    store.commit = commit;
    expect(await user.train()).toBe(true);
  });
});
