import { describe, expect, it } from 'vitest';
import { plain } from '../agent/prompt-styles/plain';
import { ApprenticeError } from '../errors/apprentice-error';
import type { Prompt } from '../ports/text-generator';
import {
  calibrate,
  CALIBRATION_SECONDS,
  calibrationOrder,
  type CalibrationProgress,
  type CalibrationTask,
} from './calibrate';

const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const actions = ['list', 'timer', 'note', 'reply'].map((id) => ({
  id,
  title: id,
  description: id,
  examples: words.map((word) => `${id} ${word}`),
}));
/** Sentence states: an axis for each action, bent a little for each example. */
const examples = actions.map(({ id, examples: texts }, i) => ({
  action: id,
  embeddings: texts.map((_, j) => {
    const state = new Float32Array(6);
    state[i] = Math.cos(0.05 * j);
    state[4 + (j % 2)] = Math.sin(0.05 * j);
    return state;
  }),
}));

const nothing: CalibrationProgress = { seconds: 0, cases: [] };
const open = () => new AbortController().signal;

/** A model that takes `each` seconds to choose what the request begins with. */
function task(over: Partial<CalibrationTask> = {}, each = 1) {
  const asked: string[] = [];
  let now = 0;
  const scoreChoices = async (prompt: Prompt, choices: readonly string[]) => {
    now += 1000 * each;
    asked.push(prompt.suffix);
    return choices.map((choice) => (prompt.suffix.includes(`Request:${choice}`) ? -0.1 : -3));
  };
  const given: CalibrationTask = {
    modelId: 'fake',
    generator: { scoreChoices },
    style: plain,
    actions,
    examples,
    clock: { now: () => now },
    turn: async () => open(),
    ...over,
  };
  return { given, asked };
}

describe('calibrating a language model', () => {
  it('asks about every example but those in the prompt, and says what the model’s word is worth', async () => {
    const { given, asked } = task();
    const seen: number[] = [];
    const profile = await calibrate(given, nothing, ({ cases }) => seen.push(cases.length));
    expect(asked).toHaveLength(4 * 9);
    expect(new Set(asked).size).toBe(4 * 9);
    expect(asked.some((text) => text.includes(' one\n'))).toBe(false);
    expect(seen).toEqual(asked.map((_, i) => i + 1));
    expect(profile).toMatchObject({ modelId: 'fake', style: 'plain', examples: 36, at: 36_000 });
    expect(profile.accuracyAlone).toBe(1);
  });

  it('ends when the time is over, and has asked about all actions by then', async () => {
    const { given, asked } = task({}, CALIBRATION_SECONDS / 31);
    const profile = await calibrate(given, nothing, () => {});
    expect(profile.examples).toBeLessThanOrEqual(32);
    expect(profile.examples).toBeGreaterThanOrEqual(31);
    const counts = actions.map(({ id }) => asked.filter((text) => text.includes(id)).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('concludes nothing from a handful of answers', async () => {
    const { given } = task({}, CALIBRATION_SECONDS);
    await expect(calibrate(given, nothing, () => {})).rejects.toMatchObject({
      code: 'calibration-too-few',
    });
  });

  it('goes on where it was stopped, and comes to the same', async () => {
    const whole = await calibrate(task().given, nothing, () => {});
    const stop = new AbortController();
    let kept = nothing;
    const first = task();
    const begun = calibrate(
      first.given,
      nothing,
      (progress) => {
        kept = progress;
        if (progress.cases.length === 10) stop.abort();
      },
      stop.signal,
    );
    await expect(begun).rejects.toMatchObject({ code: 'cancelled' });
    expect(kept.cases).toHaveLength(10);
    const second = task();
    const resumed = await calibrate(second.given, kept, () => {});
    expect(second.asked).toHaveLength(26);
    expect({ ...resumed, at: 0 }).toEqual({ ...whole, at: 0 });
  });

  it('gives way to a request, and asks the interrupted example again', async () => {
    let interrupted = 0;
    const { given, asked } = task({
      turn: async () => {
        const turn = new AbortController();
        if (asked.length === 5 && interrupted++ === 0) turn.abort();
        return turn.signal;
      },
    });
    const { scoreChoices } = given.generator;
    const generator: CalibrationTask['generator'] = {
      scoreChoices: (prompt, choices, signal) => {
        if (signal?.aborted) throw new ApprenticeError('cancelled', 'Stopped.');
        return scoreChoices(prompt, choices);
      },
    };
    const profile = await calibrate({ ...given, generator }, nothing, () => {});
    expect(interrupted).toBe(2);
    expect(profile.examples).toBe(36);
    expect(new Set(asked).size).toBe(36);
  });

  it('does not take a lost model for a bad one', async () => {
    const lost = new ApprenticeError('worker-lost', 'The model is gone.');
    const { given } = task({ generator: { scoreChoices: () => Promise.reject(lost) } });
    await expect(calibrate(given, nothing, () => {})).rejects.toBe(lost);
  });
});

it('an action with few examples does not end the order early', () => {
  const order = calibrationOrder([{ examples: ['a'] }, { examples: ['b', 'c', 'd'] }]);
  expect(order).toEqual([
    { action: 1, example: 1 },
    { action: 1, example: 2 },
  ]);
});
