import { expect, test, type Page } from '@playwright/test';
import type { AgentDriver } from './page/agent';

declare const agentDriver: AgentDriver;
declare const agent: Awaited<ReturnType<AgentDriver['start']>>;

/** The agent on WebGPU: the application's own workers, learning and decisions, with two tools and short prompts. */
test.describe.configure({ mode: 'serial' });

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  page.on('console', (line) => {
    if (line.type() === 'error') console.log('page:', line.text().slice(0, 300));
  });
  await page.goto('/agent.html');
  await page.waitForFunction(() => 'agentDriver' in globalThis);
  await page.evaluate(() => agentDriver.fill());
  await page.context().route(/\/(weights|library)\//, (route) => route.abort());
});
test.afterAll(() => page.context().close());

const send = (request: string) => page.evaluate((text) => agent.send(text), request);

test('the engine worker starts on WebLLM', async () => {
  await page.evaluate(async () => {
    Object.assign(globalThis, { agent: await agentDriver.start() });
  });
});

test('a request is decided on and answered in words', async () => {
  const turn = await send('I need to buy pears');
  expect(turn).toMatchObject({ backend: 'webgpu', modelId: 'SmolLM2-135M-Instruct-q0f32' });
  expect(turn.chosen).toBe('reply');
  expect(turn.reply.length).toBeGreaterThan(0);
});

test('a correction calls the tool, with arguments from the request, and is learned', async () => {
  const turn = await page.evaluate(() => agent.correct('add_shopping'));
  expect(turn.steps.map(({ toolId }) => toolId)).toEqual(['add_shopping']);
  expect(turn.steps[0]?.values['items']).toMatch(/pears/);
  expect(turn.learned).toMatch(/^Learned: /);
});

test('the next request like it is decided differently, and the tool is called', async () => {
  const turn = await send('I need to buy some pears');
  expect(turn.chosen).toBe('add_shopping');
  expect(turn.steps.map(({ toolId }) => toolId)).toEqual(['add_shopping']);
  expect(turn.steps[0]?.values['items']).toMatch(/pears/);
});
