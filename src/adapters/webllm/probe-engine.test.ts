import { expect, it } from 'vitest';
import { probeEngine } from './probe-engine';
import { FakeLogitEngine } from './testing/fake-logit-engine';

const tokens = [70, 71, 72, 73];
const right = { isRight: true, keepsRightly: true };

for (const ability of ['go back', 'keep'] as const) {
  it(`an engine that can ${ability} is right and left empty`, async () => {
    const engine = new FakeLogitEngine({ ability });
    expect(await probeEngine(engine, tokens)).toEqual(right);
    expect(engine.length).toBe(0);
  });
}

it('an engine that does not go back where it says so is wrong', async () => {
  const engine = new FakeLogitEngine({ ability: 'nothing' });
  expect((await probeEngine(engine, tokens)).isRight).toBe(false);
});

it('an engine whose kept caches come back wrong is right but for them', async () => {
  const engine = new FakeLogitEngine({ ability: 'keep' });
  const keep = engine.keep.bind(engine);
  engine.keep = async (name) => {
    await engine.truncate(engine.length - 1);
    await keep(name);
    await engine.append([tokens[2]!], 1);
  };
  expect(await probeEngine(engine, tokens)).toEqual({ isRight: true, keepsRightly: false });
});

it('an engine whose logits are not numbers is wrong', async () => {
  const engine = new FakeLogitEngine();
  const append = engine.append.bind(engine);
  engine.append = async (...args) => (await append(...args)).fill(NaN);
  expect((await probeEngine(engine, tokens)).isRight).toBe(false);
});
