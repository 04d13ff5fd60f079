import { describe, expect, it } from 'vitest';
import { labelOf } from './label';
import { ownSignals } from './own-signals';
import { sampleDecision, sampleEpisode, sampleSignal } from './testing/sample-records';
import { step } from './testing/synthetic-user';

const failed = (code: string) =>
  step('b', { outcome: { status: 'failed', code, sentence: 'No.' } });

describe('what an episode says about itself', () => {
  it('is a schema failure at the step whose arguments did not fit, and teaches no decision', () => {
    const episode = sampleEpisode('x', { steps: [step('a'), failed('arguments-malformed')] });
    const signals = ownSignals(episode);
    expect(signals).toMatchObject([
      { kind: 'schema-failure', step: 1, action: 'b', provenance: 'verifier', tainted: false },
    ]);
    expect(labelOf(sampleSignal(episode, signals[0]), episode)).toBeNull();
  });

  it('is a schema failure of the tool that was meant where its arguments could not be made out', () => {
    const decision = sampleDecision({ reply: 0, a: 1 });
    const episode = sampleEpisode('x', { decision, status: 'failed' });
    expect(ownSignals(episode)).toMatchObject([{ kind: 'schema-failure', step: 0, action: 'a' }]);
    const words = sampleEpisode('x', { status: 'failed' });
    expect(ownSignals(words)).toEqual([]);
  });

  it('is nothing where the network, the server or the sign-in failed', () => {
    for (const code of ['network', 'server-error', 'unauthorised']) {
      expect(ownSignals(sampleEpisode('x', { steps: [failed(code)] }))).toEqual([]);
    }
  });
});
