import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { connect, openTestApi, type TestApi } from './testing/open-client.js';
import { QUESTIONS } from './testing/questions.js';
import { openWorld } from './testing/world.js';

interface Result {
  readonly data: unknown;
  readonly requests: number;
  readonly notes?: readonly string[];
}

let test: TestApi;
let world: Awaited<ReturnType<typeof openWorld>>;
let client: Client;
beforeAll(async () => {
  test = await openTestApi();
  world = await openWorld(test);
  client = await connect(test);
});
afterAll(async () => {
  await client.close();
  await test[Symbol.asyncDispose]();
});

async function runPlan(plan: Record<string, unknown>): Promise<Result> {
  const { structuredContent, content } = await client.callTool({
    name: 'run_plan',
    arguments: plan,
  });
  if (structuredContent === undefined) throw new Error(JSON.stringify(content));
  return structuredContent as unknown as Result;
}

it.each(QUESTIONS)('$question', async ({ steps, answer }) => {
  const announced = (await runPlan({ steps, dryRun: true })).data as { readonly requests: number };
  const before = test.sent.length;
  const { data, requests, notes } = await runPlan({ steps });
  expect(data).toEqual(await answer(world));
  expect(data).not.toEqual([]);
  expect(notes).toBeUndefined();
  expect(test.sent.length - before).toBe(requests);
  expect(requests).toBeLessThanOrEqual(1.1 * announced.requests);
});

it('asks fifty questions, without going over the limit', () => {
  expect(QUESTIONS).toHaveLength(50);
  expect(test.statuses.filter((status) => status !== 200)).toEqual([]);
  expect(test.waited()).toBeGreaterThan(60_000);
});
