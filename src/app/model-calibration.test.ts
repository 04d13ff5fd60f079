import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { actionsOf } from '../core/agent/actions';
import { ApprenticeError } from '../core/errors/apprentice-error';
import { PRIOR_WEIGHTS } from '../core/learning/prior-weights';
import { embeddedModel, type ModelEntry } from '../core/models/model-entry';
import type { Setting } from '../core/ports/store';
import type { Prompt } from '../core/ports/text-generator';
import { emptyContents, FakeStore } from '../core/testing/fake-store';
import { FakeTextGenerator } from '../core/testing/fake-text-generator';
import { keepNote } from '../core/testing/fake-tools';
import { initialState } from './initial-state';
import { ModelCalibration } from './model-calibration';
import { StateHolder } from './state-holder';

const other: ModelEntry = { ...embeddedModel, id: 'Other-1B', title: 'Other', family: 'qwen' };
const tool = { ...keepNote, wordings: Array.from({ length: 30 }, (_, i) => `note number ${i}`) };
const actions = actionsOf([tool]);

/** A sentence state in which notes and questions lie apart. */
function stateOf(text: string): Float32Array {
  const angle = (text.startsWith('note') ? 0 : 1) + (text.length % 7) / 10;
  return Float32Array.of(Math.cos(angle), Math.sin(angle));
}

/** A page on which `entry` is the active model, surely right or surely wrong; `contents` are an earlier page's. */
function page(entry: ModelEntry, contents = emptyContents(), isRight = true) {
  const store = new FakeStore(contents);
  const holder = new StateHolder(initialState([]));
  const asked: Prompt[] = [];
  const generator = new FakeTextGenerator();
  let onAsked = () => undefined as void;
  generator.scoreChoices = async (
    prompt: Prompt,
    choices: readonly string[],
    signal?: AbortSignal,
  ) => {
    onAsked();
    const isGone = holder.state.models.active.id !== entry.id;
    if (isGone) throw new ApprenticeError('worker-lost', 'It was ended.');
    if (signal?.aborted) throw new ApprenticeError('cancelled', 'It was stopped.');
    asked.push(prompt);
    const isNote = actions[0].examples.some((example) => prompt.suffix.includes(example));
    return choices.map((choice) =>
      (choice.includes('keep_note') === isNote) === isRight ? -0.001 : -9,
    );
  };
  const load = (active: ModelEntry) => {
    for (const status of ['unloaded', 'ready'] as const) {
      holder.update(({ models }) => ({ models: { ...models, active, status } }));
    }
  };
  load(entry);
  const calibration = new ModelCalibration({
    holder,
    store,
    generator,
    service: {
      describe: async () => ({ encoderHash: 'encoder', dimensions: 2, backend: 'fake' }),
      embed: async (texts) => texts.map(stateOf),
    },
    actions,
    clock: { now: () => 0 },
    setting: (key) => (contents.tables.settings as ReadonlyMap<string, Setting>).get(key)?.value,
    quiet: 1000,
  });
  const whenAsked = (then: () => void) => (onAsked = then);
  return { asked, calibration, contents, holder, load, whenAsked };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settle = (ms = 1000) => vi.advanceTimersByTimeAsync(ms);
const examples = actions.flatMap(({ examples: own }) => own.slice(1)).length;

describe('measuring a model', () => {
  it('gives a model of another family no say before it was measured', () => {
    expect(page(other).calibration.weights).toEqual({ ...PRIOR_WEIGHTS, languageModel: 0 });
    const sibling = { ...embeddedModel, id: 'SmolLM2-360M' };
    expect(page(sibling).calibration.weights).toEqual(PRIOR_WEIGHTS);
  });

  it('gives a model that is right a say', async () => {
    const { asked, calibration } = page(other);
    await settle();
    expect(asked).toHaveLength(examples);
    expect(calibration.weights.languageModel).toBeGreaterThan(0);
  });

  it('happens once, in quiet, and one that is wrong has no say after it either', async () => {
    const { asked, calibration, contents, holder } = page(other, emptyContents(), false);
    await settle(999);
    expect(asked).toEqual([]);
    await settle();
    expect(asked).toHaveLength(examples);
    expect(calibration.weights.languageModel).toBe(0);
    expect(holder.state.models).toMatchObject({
      profile: { modelId: 'Other-1B', style: 'hermes', accuracyAlone: 0, examples },
      measured: null,
    });
    const next = page(other, contents, false);
    await settle(5000);
    expect(next.asked).toEqual([]);
    expect(next.calibration.weights.languageModel).toBe(0);
    expect(next.holder.state.models.profile).toEqual(holder.state.models.profile);
  });

  it('is not for the embedded model, whose weights are the defaults', async () => {
    const { asked, calibration } = page(embeddedModel);
    await settle(5000);
    expect(asked).toEqual([]);
    expect(calibration.weights).toEqual(PRIOR_WEIGHTS);
    expect(calibration.style.name).toBe('plain');
  });

  it('waits while a turn runs, is interrupted by a request, and goes on after it', async () => {
    const { asked, holder, whenAsked } = page(other);
    holder.update({ busy: true });
    await settle(5000);
    expect(asked).toEqual([]);
    whenAsked(() => {
      if (asked.length === 7) holder.update({ busy: true });
    });
    holder.update({ busy: false });
    await settle();
    expect(asked).toHaveLength(7);
    expect(holder.state.models.measured).toBeCloseTo(7 / examples);
    await settle(5000);
    expect(asked).toHaveLength(7);
    whenAsked(() => undefined);
    holder.update({ busy: false });
    await settle();
    expect(asked).toHaveLength(examples);
    expect(new Set(asked.map(({ suffix }) => suffix)).size).toBe(examples);
    expect(holder.state.models.profile).not.toBeNull();
  });

  it('goes on at the next visit where the page ended', async () => {
    const { asked, contents, holder, whenAsked } = page(other);
    whenAsked(() => {
      if (asked.length === 25) holder.update({ busy: true });
    });
    await settle();
    expect(asked).toHaveLength(25);
    const next = page(other, contents);
    await settle();
    // Kept after every tenth answer.
    expect(next.asked).toHaveLength(examples - 20);
    expect(next.holder.state.models.profile).toMatchObject({ examples });
  });

  it('ends when another model takes its place, and says nothing about that one', async () => {
    const { asked, calibration, holder, load, whenAsked } = page(other);
    whenAsked(() => {
      if (asked.length === 5) load(embeddedModel);
    });
    await settle();
    await settle(5000);
    expect(asked.length).toBeLessThan(examples);
    expect(holder.state.models).toMatchObject({ profile: null, measured: null });
    expect(calibration.weights).toEqual(PRIOR_WEIGHTS);
    whenAsked(() => undefined);
    load(other);
    await settle();
    expect(holder.state.models.profile).toMatchObject({ modelId: 'Other-1B', examples });
  });
});
