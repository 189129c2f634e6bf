import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { AuthorizationError } from '@mcp-agent/core/errors';
import { expect, test } from 'vitest';
import { serve } from '../../fixtures/authorization-server.ts';
import { callTool, failureOf, hostWith } from '../../fixtures/harness.ts';
import { answer, INITIALIZED } from '../../fixtures/http-server.ts';

const pay = { server: 'shop', tool: 'pay' };

/** A server that takes one key at a time for tool calls. */
async function shop(
  onRejected: () => void = () => undefined,
): Promise<{ url: string; seen: string[]; take: (key: string) => void }> {
  let good = 'key-number-1';
  const seen: string[] = [];
  const serveCall = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    if (request.method !== 'POST') return response.writeHead(405).end();
    const { id, method }: { id?: number; method?: string } = Object(await json(request));
    if (id === undefined) return response.writeHead(202).end();
    if (method === 'initialize') return answer(response, id, INITIALIZED);
    if (method !== 'tools/call')
      return answer(response, id, { tools: [{ name: 'pay', inputSchema: { type: 'object' } }] });
    const key = String(request.headers['x-key']);
    seen.push(key);
    if (key === good) return answer(response, id, { content: [] });
    onRejected();
    return response.writeHead(401).end(`The key ${key} is old.`);
  };
  const origin = await serve((request, response) => void serveCall(request, response));
  return { url: `${origin}/mcp`, seen, take: (key) => (good = key) };
}

test('headers from a function are current in each request', async () => {
  const { url, seen, take } = await shop();
  let key = 'key-number-1';
  const host = hostWith({ shop: { url, headers: async () => ({ 'x-key': key }) } });
  await callTool(host, pay);
  key = 'key-number-2';
  take(key);
  await callTool(host, pay);
  expect(seen).toEqual(['key-number-1', 'key-number-2']);
});

test('after a 401, the function is called again and the request is sent once more', async () => {
  let key = 'key-number-1';
  const { url, seen, take } = await shop(() => (key = 'key-number-2'));
  take('key-number-2');
  const host = hostWith({ shop: { url, headers: () => ({ 'x-key': key }) } });
  expect((await callTool(host, pay)).isError).toBe(false);
  expect(seen).toEqual(['key-number-1', 'key-number-2']);
});

test('a request is not repeated with headers that were rejected, and the error hides them', async () => {
  const { url, seen, take } = await shop();
  take('another-key');
  const host = hostWith({ shop: { url, headers: () => ({ 'x-key': 'key-number-1' }) } });
  const failure = await failureOf(callTool(host, pay));
  expect(seen).toEqual(['key-number-1']);
  expect(String(failure)).toContain('[hidden] is old');
});

test('a function that throws is an error that names the setting', async () => {
  const { url } = await shop();
  const host = hostWith({ shop: { url, headers: () => Promise.reject(new Error('vault is sealed')) } });
  const failure = await failureOf(callTool(host, pay));
  expect(failure).toBeInstanceOf(AuthorizationError);
  expect(String(failure)).toContain('vault is sealed. Check');
  expect(String(failure)).toContain('mcp.servers.shop.headers');
});

test('a header that HTTP does not allow is an error that names it, and hides its value', async () => {
  const { url } = await shop();
  const host = hostWith({ shop: { url, headers: () => ({ 'x-key': 'key-number-1\nforged: 1' }) } });
  const failure = await failureOf(callTool(host, pay));
  expect(failure).toBeInstanceOf(AuthorizationError);
  expect(String(failure)).toContain(
    'the header "x-key" or its value has characters that HTTP does not allow',
  );
  expect(String(failure)).not.toContain('key-number-1');
});
