import { describe, expect, it, vi } from 'vitest';
import { findPipeline } from './pipeline';
import { PipelineEngine } from './pipeline-engine';
import { fakePipeline } from './testing/fake-pipeline';

function engineOver(mostRows = 4) {
  const pipeline = fakePipeline(mostRows);
  const engine = new PipelineEngine(pipeline, 2);
  pipeline.calls.length = 0;
  return { pipeline, engine };
}
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => from + i + 100);

describe('WebLLM’s pipeline driven directly', () => {
  it('one row is one pass of the library’s own', async () => {
    const { engine, pipeline } = engineOver();
    expect([...(await engine.append(range(0, 5), 1))]).toEqual([5, 104]);
    expect(pipeline.calls).toEqual(['forward 5']);
    expect(engine.length).toBe(5);
  });

  it('rows come as many a pass as the library was compiled for', async () => {
    const { engine, pipeline } = engineOver(2);
    const rows = await engine.append(range(0, 8), 5);
    expect([...rows]).toEqual([4, 103, 5, 104, 6, 105, 7, 106, 8, 107]);
    expect(pipeline.calls.filter((call) => /read|forward/.test(call))).toEqual([
      'read 5, 2',
      'read 2, 2',
      'forward 1',
    ]);
    expect(engine.length).toBe(8);
    expect(pipeline.openScopes()).toBe(0);
  });

  it('a library without batches gives rows one by one', async () => {
    const { engine, pipeline } = engineOver(1);
    expect([...(await engine.append(range(0, 4), 2))]).toEqual([3, 102, 4, 103]);
    expect(pipeline.calls).toEqual(['forward 3', 'forward 1']);
  });

  it('goes back without computing', async () => {
    const { engine, pipeline } = engineOver();
    await engine.append(range(0, 5), 1);
    await engine.truncate(2);
    await engine.truncate(4);
    expect(engine.length).toBe(2);
    expect([...(await engine.append([7], 1))]).toEqual([3, 7]);
    expect(pipeline.calls).toEqual(['forward 5', 'pop 3', 'forward 1']);
  });

  it('restores what was kept without computing, as often as asked', async () => {
    const { engine, pipeline } = engineOver();
    await engine.append(range(0, 4), 1);
    await engine.keep('four');
    await engine.truncate(1);
    for (let time = 0; time < 2; time++) {
      expect(await engine.restore('four')).toBe(true);
      expect(engine.length).toBe(4);
      expect(pipeline.tokens).toEqual(range(0, 4));
      await engine.append([7], 1);
    }
    expect(await engine.restore('five')).toBe(false);
    expect(engine.length).toBe(5);
  });

  it('forgets a name', async () => {
    const { engine } = engineOver();
    await engine.append(range(0, 5), 1);
    await engine.keep('a');
    engine.forget('a');
    expect(await engine.restore('a')).toBe(false);
  });

  it('keeps nothing any more when the library can’t copy its cache', async () => {
    const { engine, pipeline } = engineOver();
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await engine.append(range(0, 5), 1);
    await engine.keep('a');
    pipeline.checkpointFailure = new Error('no such function');
    await engine.keep('b');
    expect([await engine.restore('a'), await engine.restore('b')]).toEqual([false, false]);
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('gives up the least recently used when memory is short', async () => {
    const { engine, pipeline } = engineOver();
    const megabytes = new Uint8Array(150 * 2 ** 20);
    pipeline.exportPromptCheckpoint = async () => ({ pageGroups: [{ data: megabytes }] });
    pipeline.importPromptCheckpoint = async () => {};
    for (const name of ['a', 'b']) await engine.keep(name);
    await engine.restore('a');
    await engine.keep('c');
    expect([await engine.restore('a'), await engine.restore('b')]).toEqual([true, false]);
  });
});

describe('the pipeline is looked for', () => {
  const loaded = (pipeline: object) => ({ loadedModelIdToPipeline: new Map([['m', pipeline]]) });

  it('under the model’s name', () => {
    const pipeline = fakePipeline();
    expect(findPipeline(loaded(pipeline), 'm')).toBe(pipeline);
    expect(findPipeline(loaded(pipeline), 'other')).toBeNull();
    expect(findPipeline({}, 'm')).toBeNull();
  });

  it.each([
    ['another method is missing', { forwardKnownTokens: undefined }],
    ['it keeps another state', { kvStateKind: 'hybrid' }],
    ['it is packed with a manifest', { artifact: {} }],
    ['TVM has changed', { tvm: {} }],
    ['its checkpoints are gone', { importPromptCheckpoint: undefined }],
  ])('and not taken when %s', (_, change) => {
    expect(findPipeline(loaded({ ...fakePipeline(), ...change }), 'm')).toBeNull();
  });

  it('a function that the library lacks is an error at start-up', () => {
    const pipeline = fakePipeline();
    const { getGlobalFunc } = pipeline.tvm;
    const tvm = {
      ...pipeline.tvm,
      getGlobalFunc(name: string) {
        if (name.endsWith('popn')) throw new Error(`Cannot find global function ${name}`);
        return getGlobalFunc(name);
      },
    };
    expect(() => new PipelineEngine({ ...pipeline, tvm }, 2)).toThrow(/popn/);
  });
});
