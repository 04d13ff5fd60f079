import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { embeddedModel } from '../core/models/model-entry';
import type { EngineProtocol } from './engine-protocol';
import { startEngine } from './engine-client';
import { serve } from './rpc';
import type { Remote } from './rpc';

const loads: string[] = [];
const workers: FakeWorker[] = [];

const engine: Remote<EngineProtocol> = {
  load: async ({ id }, baseUrl, onProgress) => {
    loads.push(`${id} ${baseUrl}`);
    if (id === 'missing') throw new ApprenticeError('model-missing', 'It is not there.');
    onProgress({ loaded: 1, total: 2 });
  },
  describe: async () => ({ modelId: 'm', backend: 'wasm', threads: 1, contextLength: 9 }),
  scoreChoices: async (_prompt, choices) => choices.map(() => -1),
  generateObject: () => new Promise(() => {}),
  generateReply: async (messages, _options, onDelta, signal) => {
    onDelta(messages[0]!.content);
    const finish = signal?.aborted ? 'cancelled' : 'stop';
    return { text: '', finish, tokens: 0, passes: 0, seconds: 0, trimmed: 0 };
  },
};

/** A worker in the same thread. */
class FakeWorker {
  terminated = false;
  readonly #channel = new MessageChannel();

  constructor() {
    workers.push(this);
    serve<EngineProtocol>(this.#channel.port1, engine);
    this.#channel.port2.start();
  }
  postMessage(message: unknown, transfer: Transferable[]): void {
    this.#channel.port2.postMessage(message, transfer);
  }
  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#channel.port2.addEventListener(type, listener);
  }
  removeEventListener(type: string, listener: (event: Event) => void): void {
    this.#channel.port2.removeEventListener(type, listener);
  }
  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
  }
}

beforeEach(() => {
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('document', { baseURI: 'https://page.test/app/' });
});
afterEach(() => {
  vi.unstubAllGlobals();
  workers.splice(0).forEach((worker) => worker.terminate());
  loads.length = 0;
});

const model = { ...embeddedModel, id: 'm' };
const options = { model, baseUrl: 'models/', onProgress: () => {} };
const reply = { maxTokens: 1, temperature: 0, topP: 1, repetitionPenalty: 1, seed: 1 };

it('loads the model from an absolute address, with progress, and then generates', async () => {
  const steps: unknown[] = [];
  const client = await startEngine({ ...options, onProgress: (step) => steps.push(step) });
  expect(loads).toEqual(['m https://page.test/app/models/']);
  expect(steps).toEqual([{ loaded: 1, total: 2 }]);
  expect(await client.describe()).toMatchObject({ modelId: 'm' });
  expect(await client.scoreChoices({ prefix: '', suffix: 'a' }, ['x', 'y'])).toEqual([-1, -1]);

  const deltas: string[] = [];
  const messages = [{ role: 'user', content: 'Hi' }] as const;
  const signal = AbortSignal.abort();
  const answer = await client.generateReply(messages, reply, (text) => deltas.push(text), signal);
  expect(answer.finish).toBe('cancelled');
  expect(deltas).toEqual(['Hi']);
});

it('ends a worker that cannot load and passes the error on', async () => {
  const starting = startEngine({ ...options, model: { ...model, id: 'missing' } });
  await expect(starting).rejects.toMatchObject({ code: 'model-missing' });
  expect(workers[0]!.terminated).toBe(true);
});

it('rejects pending and later calls once it is ended', async () => {
  const client = await startEngine(options);
  const schema = {
    type: 'object',
    properties: {},
    required: [],
    additionalProperties: false,
  } as const;
  const pending = client.generateObject({ prefix: '', suffix: 'a' }, schema, { maxTokens: 1 });
  client.terminate();
  await expect(pending).rejects.toMatchObject({ code: 'worker-lost' });
  await expect(client.describe()).rejects.toMatchObject({ code: 'worker-lost' });
});
