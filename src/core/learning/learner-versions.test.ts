import { describe, expect, it } from 'vitest';
import { SyntheticUser } from './testing/synthetic-user';

/** The user calls "alpha" things what the tool for "beta" does: the frozen agent is always wrong there. */
async function withCandidate() {
  const user = await SyntheticUser.create();
  for (let i = 0; i < 40; i++) {
    const alpha = i % 2 === 0;
    await user.teach(`${alpha ? 'alpha' : 'gamma'} r${i}`, alpha ? 'do_beta' : 'do_gamma');
  }
  await user.learner.trainNow();
  return { user, id: user.learner.view.snapshots[0].id };
}

describe('versions, as the user handles them', () => {
  it('are compared at everything that was taught: what was wrong before is right after', async () => {
    const { user, id } = await withCandidate();
    const { changes, taught, unrelated } = await user.learner.compare(null, id);
    expect(taught).toBe(40);
    expect(unrelated).toBeGreaterThan(0);
    const alphas = changes.filter(({ request }) => request.startsWith('alpha'));
    expect(alphas.length).toBeGreaterThan(10);
    for (const change of alphas) {
      expect(change).toMatchObject({ before: 'do_alpha', after: 'do_beta', right: true });
      expect(change.episodeId).not.toBeNull();
    }
    expect((await user.learner.compare(id, id)).changes).toEqual([]);
    await expect(user.learner.compare('gone', id)).rejects.toMatchObject({
      code: 'unknown-version',
    });
  });

  it('are kept when the user says so, and the comparison changes nothing', async () => {
    const { user, id } = await withCandidate();
    const before = user.learner.view.snapshots;
    await user.learner.keep(id, true);
    await user.learner.compare(null, id);
    expect(user.learner.view.state.kept).toEqual([id]);
    expect(user.learner.view.snapshots).toEqual(before);
  });
});
