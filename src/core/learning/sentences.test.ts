import { describe, expect, it } from 'vitest';
import { becauseSentence, changeSentence, signalSentence } from './sentences';
import { sampleDecision, sampleEpisode, sampleSignal } from './testing/sample-records';

const episode = sampleEpisode('eggs please');
const title = (action: string) => ({ a: 'Shopping list' })[action] ?? action;
const sentence = (changes: Parameters<typeof sampleSignal>[1]) =>
  signalSentence(sampleSignal(episode, changes), episode.request, title);

describe('sentences', () => {
  it('say what was learned and from what', () => {
    expect(sentence({})).toBe('“eggs please” → Shopping list (you corrected it)');
    expect(sentence({ kind: 'thumbs-down' })).toBe(
      '“eggs please” → not Shopping list (you disliked it)',
    );
    const argument = { name: 'item', before: 'egg', after: 'eggs' };
    expect(sentence({ kind: 'argument-edit', argument })).toBe(
      '“eggs please”: item is “eggs”, not “egg” (you fixed it)',
    );
  });

  it('say of a change where a request went and where it goes, by whatever was compared', () => {
    const change = { request: 'eggs', before: 'b', after: 'a', episodeId: null, right: null };
    expect(changeSentence(change, title, { before: 'v3', after: 'live' })).toBe(
      '“eggs” used to go to b, now goes to Shopping list.',
    );
    expect(changeSentence(change, title, 'trial')).toBe(
      '“eggs” goes to b now, would go to Shopping list.',
    );
    expect(changeSentence(change, title, { before: 'v3', after: 'v5' })).toBe(
      '“eggs” goes to b in v3, to Shopping list in v5.',
    );
  });

  it('say whose word changed a decision: a correction, a version, or nobody', () => {
    const frozen = sampleDecision({ reply: 2, a: 1 });
    const version = () => 'version 3';
    expect(becauseSentence(frozen, version)).toBeNull();

    const [reply, a] = frozen.candidates;
    const remembered = { ...a, memory: 3, total: 4 };
    const recollection = {
      episodeId: 'e',
      signalId: 's',
      request: 'milk please',
      action: 'a',
      similarity: 0.9,
      corrected: true,
      at: Date.UTC(2026, 4, 12, 12),
    };
    const byMemory = {
      ...frozen,
      chosen: 'a',
      candidates: [reply, remembered],
      recollections: [recollection],
    };
    expect(becauseSentence(byMemory, version)).toBe(
      'Because you corrected “milk please” on 12 May',
    );
    const adapted = { ...a, adapter: 3, total: 4 };
    const byHead = { ...frozen, chosen: 'a', candidates: [reply, adapted], snapshotId: 'v3' };
    expect(becauseSentence(byHead, version)).toBe(
      'Because version 3 learned it from your feedback',
    );
  });
});
