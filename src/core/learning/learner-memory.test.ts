import { describe, expect, it, vi } from 'vitest';
import { SyntheticUser } from './testing/synthetic-user';

/** The user calls "alpha" things what the tool for "beta" does: the frozen agent is always wrong there. */
const RIGHT = 'do_beta';

describe('the learner’s memory', () => {
  it('lets the agent decide as the frozen one before anything was said', async () => {
    const user = await SyntheticUser.create();
    const decision = await user.decision('alpha x');
    expect(decision).toMatchObject({ chosen: 'do_alpha', frozenChoice: 'do_alpha' });
    expect(decision.recollections).toEqual([]);
  });

  it('follows an explicit correction from the next similar request on, and only there', async () => {
    const user = await SyntheticUser.create();
    await user.teach('alpha x', RIGHT);
    const again = await user.decision('alpha x');
    expect(again.chosen).toBe(RIGHT);
    expect(again.recollections[0]).toMatchObject({ request: 'alpha x', corrected: true });
    expect(user.learner.because(again)).toContain('you corrected “alpha x” on 12 May');
    expect((await user.decision('alpha reworded')).chosen).toBe(RIGHT);
    const elsewhere = await user.decision('gamma y');
    expect(elsewhere.candidates.every(({ memory }) => memory === 0)).toBe(true);
  });

  it('reads in what no tool is for with the first feedback, and not before', async () => {
    const user = await SyntheticUser.create();
    await user.decision('alpha x');
    expect(await user.store.get('settings', 'learning-basis')).toBeNull();
    await user.teach('alpha x', RIGHT);
    await vi.waitFor(async () => {
      expect(await user.store.get('settings', 'learning-basis')).not.toBeNull();
    });
  });

  it('forgets a correction that is taken back', async () => {
    const user = await SyntheticUser.create();
    const before = await user.decision('alpha y');
    const signal = await user.teach('alpha x', RIGHT);
    expect((await user.decision('alpha y')).chosen).toBe(RIGHT);
    await user.learner.takeBack(signal.id);
    expect(await user.decision('alpha y')).toEqual(before);
  });

  it('outvotes a wrong correction by later confirmations', async () => {
    const user = await SyntheticUser.create();
    await user.teach('alpha x', RIGHT);
    for (const variant of ['y', 'z', 'w']) {
      const episode = await user.ask(`alpha ${variant}`);
      await user.say(episode, 'correction', 'do_alpha');
    }
    expect((await user.decision('alpha x')).chosen).toBe('do_alpha');
  });
});
