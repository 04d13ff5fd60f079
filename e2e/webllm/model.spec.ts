import { expect, test } from '@playwright/test';
import { ModelPage } from './model-page';
import { divergence, exactLogits, referenceCases } from './reference-model';

/**
 * SmolLM2-135M on WebLLM against the same weights elsewhere. The tests go on where the one before ended: loading takes
 * 40 s, and a prompt of 29 tokens 8 s.
 */
test.describe.configure({ mode: 'serial' });

const [first, ...others] = referenceCases();
const prompt = first!.tokens;
const answer = first!.greedyTokens.slice(0, 8);
const contextLength = prompt.length + answer.length + 2;
/** Largest difference of a logit between two ways to the same tokens: kernels add in another order. */
const tolerance = 0.01;

let model: ModelPage;
/** The row after each token of the answer. */
const rows: number[][] = [];

function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
}

test.beforeAll(async ({ browser }) => {
  model = await ModelPage.open(browser);
});
test.afterAll(() => model.page.context().close());

test('it loads from WebLLM’s caches without a request', async () => {
  const facts = await model.load(contextLength);
  expect(facts).toMatchObject({ vocabularySize: 49_152, contextLength });
  expect(facts.stopTokens).toContain(2);
});

test('its tokens are llama.cpp’s', async () => {
  for (const { text, tokens } of [first!, ...others]) {
    expect(await model.encode(text)).toEqual(tokens);
  }
});

test('its log-probabilities are those of the exact weights in ONNX: mean KL at most .01', async () => {
  const before = await model.forward(prompt, 4);
  for (const token of answer) rows.push(...(await model.forward([token])));
  const expected = (await exactLogits([...prompt, ...answer])).slice(-12);
  const actual = [...before, ...rows];
  const divergences = actual.map((row, at) => divergence(expected[at]!, row));
  const mean = divergences.reduce((sum, x) => sum + x, 0) / divergences.length;
  console.log(`mean KL at ${divergences.length} positions: ${mean.toExponential(2)}`);
  expect(mean).toBeLessThanOrEqual(0.01);
});

test('going back and on gives the same row', async () => {
  await model.truncate(prompt.length + 4);
  expect(await model.length()).toBe(prompt.length + 4);
  const [row] = await model.forward(answer.slice(4, 5));
  expect(largestDifference(row!, rows[4]!)).toBeLessThanOrEqual(tolerance);
});

test('a kept prefix goes on as it was, whatever came between', async () => {
  await model.truncate(prompt.length);
  await model.keep('prompt');
  await model.truncate(3);
  await model.forward([answer[5]!]);
  expect(await model.resume('prompt')).toBe(true);
  expect(await model.length()).toBe(prompt.length);
  const [row] = await model.forward(answer.slice(0, 1));
  expect(largestDifference(row!, rows[0]!)).toBeLessThanOrEqual(tolerance);
  expect(await model.resume('never kept')).toBe(false);
});

test('several rows in one pass are the rows of one token each', async () => {
  await model.truncate(prompt.length);
  const several = await model.forward(answer.slice(0, 3), 3);
  for (const [at, row] of several.entries()) {
    expect(largestDifference(row, rows[at]!)).toBeLessThanOrEqual(tolerance);
  }
});

test('what does not fit the context is refused and changes nothing', async () => {
  const length = await model.length();
  expect(await model.failure(new Array<number>(contextLength - length + 1).fill(5))).toBe(
    'context-full',
  );
  expect(await model.length()).toBe(length);
});

test('a lost graphics card is an error that says so; the next call loads the model again', async () => {
  await model.truncate(0);
  const expected = await model.forward(prompt.slice(0, 3));
  await model.forward(prompt.slice(3, 4));
  const pending = model.failure(prompt.slice(4, 24));
  // From now on through WebLLM's public interface: what it answers must be the same.
  await model.loseDevice(true);
  expect(await pending).toBe('engine-lost');
  await model.truncate(2);
  const [row] = await model.forward(prompt.slice(2, 3));
  expect(largestDifference(row!, expected[0]!)).toBeLessThanOrEqual(tolerance);
});

test('through the public interface rows and going back are right too', async () => {
  const several = await model.forward(prompt.slice(3, 5), 2);
  await model.truncate(4);
  const [again] = await model.forward(prompt.slice(4, 5));
  expect(largestDifference(again!, several[1]!)).toBeLessThanOrEqual(tolerance);
});
