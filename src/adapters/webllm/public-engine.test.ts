import { expect, it } from 'vitest';
import { LogitTap, PublicEngine } from './public-engine';

/** WebLLM's public interface: logits are the tokens since the beginning, and the sampler scribbles on them. */
function fakeWebllm(tap: LogitTap) {
  const calls: string[] = [];
  let tokens: number[] = [];
  return {
    calls,
    async forwardTokensAndSample(ids: number[], isPrefill: boolean): Promise<number> {
      calls.push(`${ids.join()} ${isPrefill}`);
      tokens.push(...ids);
      const logits = Float32Array.of(tokens.length, ids.at(-1)!);
      tap.processLogits(logits).fill(-1);
      return 0;
    },
    async resetChat(): Promise<void> {
      calls.push('reset');
      tokens = [];
    },
  };
}

function engineOver() {
  const tap = new LogitTap();
  const webllm = fakeWebllm(tap);
  return { engine: new PublicEngine(webllm, tap, 2), webllm };
}

it('the row after the last token is what passed by before the sampler changed it', async () => {
  const { engine, webllm } = engineOver();
  expect([...(await engine.append([7, 8, 9], 1))]).toEqual([3, 9]);
  expect(webllm.calls).toEqual(['7,8,9 true']);
  expect(engine.length).toBe(3);
});

it('each further row is a pass of one token', async () => {
  const { engine, webllm } = engineOver();
  expect([...(await engine.append([7, 8, 9, 10], 3))]).toEqual([2, 8, 3, 9, 4, 10]);
  expect(webllm.calls).toEqual(['7,8 true', '9 false', '10 false']);
});

it('going back forgets everything, and it says so', async () => {
  const { engine, webllm } = engineOver();
  await engine.append([7, 8, 9], 1);
  await engine.truncate(5);
  expect(engine.length).toBe(3);
  await engine.truncate(2);
  expect(engine.length).toBe(0);
  expect(webllm.calls.at(-1)).toBe('reset');
});

it('a library that hands out no logits is an error, not an old row', async () => {
  const { engine, webllm } = engineOver();
  await engine.append([7], 1);
  webllm.forwardTokensAndSample = async () => 0;
  await expect(engine.append([8], 1)).rejects.toThrow(/no logits/);
});
