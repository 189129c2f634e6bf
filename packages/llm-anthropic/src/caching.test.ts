import type { JsonObject, Message, RequestParams, Usage } from '@mcp-agent/core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { promptCache, startProxy } from './test-support/caching-service.ts';
import {
  ask,
  eventsFor,
  responseOf,
  result,
  sendEvents,
  sentFor,
  startStandIn,
  text,
  tool,
  user,
} from './test-support/ask.ts';

/** Prices relative to that of input: Anthropic's for a lifetime of 5 minutes. */
const [READ_PRICE, WRITE_PRICE] = [0.1, 1.25];

/** Runs an agent of ten turns against Anthropic's address, and returns its usage and its last body. */
async function tenTurns(params: RequestParams, callsPerTurn = 1, baseUrl = 'http://api.anthropic.com') {
  const account = promptCache();
  await using service = await startStandIn((res, { body }) =>
    sendEvents(res, eventsFor([text('Let me see.'), ...uses], 'tool_use', account(body))),
  );
  const uses = Array.from({ length: callsPerTurn }, (_, number): JsonObject => ({
    type: 'tool_use',
    id: `call_${number}`,
    name: 'look',
    input: { at: 'x' },
  }));
  using proxy = await startProxy(service.origin);
  vi.stubEnv('http_proxy', proxy.url);
  const messages: Message[] = [
    { id: 's', role: 'system', content: 'Be brief. '.repeat(400) },
    user('What is there?'),
  ];
  const usages: Usage[] = [];
  for (let turn = 0; turn < 10; turn += 1) {
    const settings = { anthropic: { apiKey: 'k', baseUrl } };
    const {
      text: words,
      toolCalls,
      usage,
    } = responseOf(await ask(settings, { messages, params, tools: [tool()] }));
    usages.push(usage);
    messages.push(
      {
        id: `a${turn}`,
        role: 'assistant',
        text: words,
        toolCalls: toolCalls.map((call) => ({ ...call, repeatable: true })),
      },
      ...toolCalls.map(({ id }) => result(id, `${turn} `.repeat(2_000 / callsPerTurn))),
    );
  }
  return { ...sumOf(usages), last: service.sent.at(-1)?.body };
}

function sumOf(usages: readonly Usage[]) {
  const sum = (count: (usage: Usage) => number | undefined) =>
    usages.reduce((all, one) => all + (count(one) ?? 0), 0);
  const [input, read, written] = [
    sum((usage) => usage.inputTokens),
    sum((usage) => usage.cachedInputTokens),
    sum((usage) => usage.cacheWriteInputTokens),
  ];
  return { input, read, written, cost: input - read - written + READ_PRICE * read + WRITE_PRICE * written };
}

test('an agent of ten turns costs a third with the default caching', async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  const cached = await tenTurns({});
  const plain = await tenTurns({ promptCache: false });
  expect(cached.input).toBe(plain.input);
  expect([plain.read, plain.written]).toEqual([0, 0]);
  // Each token of the conversation is written once, and read in each later turn.
  expect(cached.read).toBeGreaterThan(0.8 * cached.input);
  expect(cached.read + cached.written).toBeGreaterThan(0.99 * cached.input);
  expect(cached.cost).toBeLessThan(0.34 * plain.cost);
  expect(cached.last).toMatchObject({ cache_control: { type: 'ephemeral' } });
});

test('caching works for turns with more tool calls than the service looks back', async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  const cached = await tenTurns({}, 25);
  expect(cached.read).toBeGreaterThan(0.75 * cached.input);
  expect(cached.read + cached.written).toBeGreaterThan(0.99 * cached.input);
});

test('a compatible service caches as much with marks in the messages, if caching is set', async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  const cached = await tenTurns({ promptCache: true }, 1, 'http://compatible.example');
  expect(cached.read).toBeGreaterThan(0.8 * cached.input);
  expect(cached.last).not.toHaveProperty('cache_control');
});

test.each<[string, RequestParams, JsonObject | undefined]>([
  ['off for other services by default', {}, undefined],
  ['off', { promptCache: false }, undefined],
  ['on', { promptCache: true }, { type: 'ephemeral' }],
  ['on for an hour', { promptCache: { ttl: '1h' } }, { type: 'ephemeral', ttl: '1h' }],
  ['on with a key of other services', { promptCache: { key: 'k' } }, { type: 'ephemeral' }],
])('caching is %s', async (_, params, mark) => {
  const { body } = await sentFor({ params, tools: [tool()] }, {}, 'kimi');
  expect(body['messages']).toEqual([
    {
      role: 'user',
      content: [{ ...text('What is there?'), ...(mark !== undefined && { cache_control: mark }) }],
    },
  ]);
});

test('a server on this machine may stand in for Anthropic: it caches as Anthropic does', async () => {
  const { body } = await sentFor({ tools: [tool()] });
  expect(body).toMatchObject({ cache_control: { type: 'ephemeral' } });
  const { body: off } = await sentFor({ tools: [tool()], params: { promptCache: false } });
  expect(JSON.stringify(off)).not.toContain('cache_control');
});

test('a single question without tools is not cached: no later request would read it', async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  await using service = await startStandIn((res) => sendEvents(res, eventsFor([text('x')], 'end_turn')));
  using proxy = await startProxy(service.origin);
  vi.stubEnv('http_proxy', proxy.url);
  responseOf(await ask({ anthropic: { apiKey: 'k', baseUrl: 'http://api.anthropic.com' } }));
  expect(JSON.stringify(service.sent[0]?.body)).not.toContain('cache_control');
});
