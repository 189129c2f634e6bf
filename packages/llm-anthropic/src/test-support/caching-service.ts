import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';

/** The smallest number of tokens that the service caches. */
const MIN_CACHED_TOKENS = 1_024;

/** The service finds an entry up to this many blocks before a breakpoint. */
const LOOKBACK_BLOCKS = 20;

/** Accounts the cache of prompts as Anthropic does. */
export function promptCache(): (body: JsonObject) => JsonObject {
  const entries = new Set<string>();
  return (body) => {
    const prefixes = prefixesOf(body);
    const total = prefixes.at(-1)?.tokens ?? 0;
    let read = 0;
    let written = 0;
    for (const [index, { tokens, isBreakpoint }] of prefixes.entries()) {
      if (!isBreakpoint || tokens < MIN_CACHED_TOKENS) continue;
      const near = prefixes.slice(Math.max(0, index - LOOKBACK_BLOCKS + 1), index + 1);
      const hit = near.findLast(({ text }) => entries.has(text));
      read = Math.max(read, hit?.tokens ?? 0);
      written = Math.max(written, tokens);
    }
    for (const { text, tokens, isBreakpoint } of prefixes) {
      if (isBreakpoint && tokens >= MIN_CACHED_TOKENS) entries.add(text);
    }
    const write = Math.max(0, written - read);
    return {
      input_tokens: total - read - write,
      cache_read_input_tokens: read,
      cache_creation_input_tokens: write,
    };
  };
}

interface Prefix {
  readonly text: string;
  readonly tokens: number;
  readonly isBreakpoint: boolean;
}

/** The prompt up to each of its blocks: tools, system, messages. */
function prefixesOf({ tools, system, messages, cache_control: automatic }: JsonObject): Prefix[] {
  const blocks = [
    ...listOf(tools),
    ...(typeof system === 'string' ? [{ type: 'text', text: system }] : listOf(system)),
    ...listOf(messages).flatMap((message) => (isJsonObject(message) ? listOf(message['content']) : [])),
  ].filter(isJsonObject);
  let text = '';
  return blocks.map(({ cache_control: mark, ...block }, index) => {
    text += JSON.stringify(block);
    const isLast = index === blocks.length - 1;
    const isBreakpoint = mark !== undefined || (isLast && isJsonObject(automatic));
    return { text, tokens: Math.ceil(text.length / 4), isBreakpoint };
  });
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** Starts an HTTP proxy that sends every connection to one server, whatever its host. */
export async function startProxy(origin: string): Promise<{ readonly url: string } & Disposable> {
  const sockets = new Set<Socket>();
  const target = new URL(origin);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', (head) => {
      const upstream = connect(Number(target.port), target.hostname);
      sockets.add(upstream.on('error', () => socket.destroy()));
      if (head.toString().startsWith('CONNECT ')) socket.write('HTTP/1.1 200 OK\r\n\r\n');
      else upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
