import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { JsonValue, Message, Settings } from '@mcp-agent/core';
import { defineActivity } from '@mcp-agent/core';
import { ActivityHost, fromJson, toJson } from '@mcp-agent/core/engine';
import { ModelError } from '@mcp-agent/core/errors';
import type { ModelEvent, ModelRequest, ModelResponse, OfferedTool } from '@mcp-agent/core/provider';
import { aiSdkProvider } from '../provider.ts';

const ASK = 'test.ask';
const listeners = new Map<boolean, (event: ModelEvent) => void>();
defineActivity<{ request: ModelRequest; isStreamed: boolean }, ModelResponse>({
  name: ASK,
  run: ({ request, isStreamed }, context) =>
    aiSdkProvider.complete(request, context, listeners.get(isStreamed)),
});

/** A response, with what was logged and emitted. */
export interface Heard {
  readonly response: ModelResponse;
  readonly warnings: readonly string[];
}

/** Sends one request, with a host of its own. */
export async function ask(
  settings: Settings,
  request: Partial<ModelRequest>,
  isStreamed = false,
): Promise<Heard> {
  await using host = Object.assign(new ActivityHost({ settings }), {
    [Symbol.asyncDispose]: () => host.close(),
  });
  if (isStreamed) listeners.set(true, () => {});
  const warnings: string[] = [];
  const unused = () => Promise.reject(new Error('The provider sent a message to the workflow.'));
  const response = await host.run({
    info: { activity: ASK, activityId: '1', attempt: 1, workflowId: 'w', runId: 'r' },
    input: toJson(
      { request: { messages: [user('A question.')], tools: [], params: {}, ...request }, isStreamed },
      'input',
    ),
    signal: new AbortController().signal,
    heartbeat: () => {},
    checkpoint: async () => {},
    caller: { query: unused, signal: unused, update: unused },
    log: (_level, message) => warnings.push(message),
  });
  return { response: fromJson<ModelResponse>(response), warnings };
}

/** The error of a request. */
export async function errorOf(asking: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (ModelError.isInstance(error)) return error;
  throw new Error('The request did not fail with a ModelError.', { cause: error });
}

export function user(text: string): Message {
  return { id: 'u', role: 'user', content: [{ type: 'text', text }] };
}

export const LOOK: OfferedTool = {
  name: 'look',
  target: { kind: 'server', server: 'eyes', tool: 'look' },
  tool: { name: 'look', inputSchema: { type: 'object', properties: {} }, repeatable: true },
};

/** A request that a server received. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonValue;
}

/** A server on loopback that answers every request with one body. */
export interface Wire extends AsyncDisposable {
  readonly origin: string;
  readonly requests: readonly Received[];
}

/** Starts a server that answers with a body: JSON, or the text of a stream. */
export async function startWire(
  answer: JsonValue | ((request: Received) => JsonValue),
  status = 200,
): Promise<Wire> {
  const requests: Received[] = [];
  const server = createServer((req, res) => {
    const chunks: Uint8Array[] = [];
    req.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    req.on('end', () => {
      const body: JsonValue = JSON.parse(Buffer.concat(chunks).toString());
      const request = { path: req.url ?? '', headers: req.headers, body };
      requests.push(request);
      const sent = typeof answer === 'function' ? answer(request) : answer;
      const isStream = typeof sent === 'string';
      res.writeHead(status, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
      res.end(isStream ? sent : JSON.stringify(sent));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A completion of an OpenAI-compatible service. */
export function completion(content = 'Fine.'): JsonValue {
  return {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'm-1',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  };
}
