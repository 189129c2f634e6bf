import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import {
  defineActivity,
  type JsonObject,
  type JsonValue,
  type Message,
  type Settings,
} from '@mcp-agent/core';
import { ActivityHost, fromJson } from '@mcp-agent/core/engine';
import { ModelError } from '@mcp-agent/core/errors';
import { isJsonObject } from '@mcp-agent/core/host';
import type { ModelEvent, ModelRequest, ModelResponse, OfferedTool } from '@mcp-agent/core/provider';
import { complete } from '../provider.ts';
import type { AnthropicSettings } from '../settings.ts';

const emitted: ModelEvent[] = [];

defineActivity<ModelRequest, ModelResponse>({
  name: 'test.ask',
  run: (asked, context) => complete(asked, context, (event) => void emitted.push(event)),
});

/** A request that the stand-in received. */
export interface Sent {
  readonly body: JsonObject;
  readonly headers: IncomingHttpHeaders;
}

/** The outcome of a request. */
export interface Outcome {
  readonly response?: ModelResponse;
  readonly error?: unknown;
  readonly events: readonly ModelEvent[];
}

/** A stand-in for the service. */
export interface StandIn extends AsyncDisposable {
  readonly origin: string;
  readonly sent: readonly Sent[];
}

/** Starts a stand-in for the service. */
export async function startStandIn(respond: (res: ServerResponse, sent: Sent) => void): Promise<StandIn> {
  const sent: Sent[] = [];
  const server = createServer((req, res) => {
    let text = '';
    req.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    req.on('end', () => {
      const body: unknown = JSON.parse(text);
      if (!isJsonObject(body)) throw new Error('The body is not an object.');
      const one = { body, headers: req.headers };
      sent.push(one);
      respond(res, one);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    sent,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

/** Sends a request with the real client, in a host as engines have one. */
export async function ask(settings: Settings, asked: Partial<ModelRequest> = {}): Promise<Outcome> {
  const nothing = () => Promise.reject(new Error('not used'));
  const host = new ActivityHost({ settings });
  emitted.length = 0;
  try {
    const request: ModelRequest = { messages: [user('What is there?')], tools: [], params: {}, ...asked };
    const input: JsonValue = JSON.parse(JSON.stringify(request));
    const response = fromJson<ModelResponse>(
      await host.run({
        info: { activity: 'test.ask', activityId: '1', attempt: 1, workflowId: 'w', runId: 'r' },
        input,
        signal: new AbortController().signal,
        heartbeat: () => {},
        checkpoint: async () => {},
        caller: { query: nothing, signal: nothing, update: nothing },
        log: () => {},
      }),
    );
    return { response, events: [...emitted] };
  } catch (error) {
    return { error, events: [...emitted] };
  } finally {
    await host.close();
  }
}

/**
 * Returns the body and the headers that the service receives for a request.
 *
 * @param name sends the request to a service of this name in `services`
 */
export async function sentFor(
  asked: Partial<ModelRequest> = {},
  section: AnthropicSettings = {},
  name?: string,
): Promise<Sent> {
  await using service = await startStandIn((res) => sendEvents(res, textAnswer('x')));
  const settings = { apiKey: 'k', baseUrl: service.origin, ...section };
  const { error } = await ask(
    name === undefined
      ? { anthropic: settings }
      : { services: { [name]: { provider: 'anthropic', ...settings } } },
    name === undefined ? asked : { ...asked, params: { ...asked.params, service: name } },
  );
  const [sent] = service.sent;
  if (sent === undefined) throw new Error('Nothing was sent.', { cause: error });
  return sent;
}

/** Sends events, each with its name. */
export function sendEvents(res: ServerResponse, events: readonly JsonObject[]): void {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_1' });
  res.end(
    events
      .map(
        (event) =>
          `event: ${typeof event['type'] === 'string' ? event['type'] : ''}\ndata: ${JSON.stringify(event)}\n\n`,
      )
      .join(''),
  );
}

/** Returns the answer to events of a service. */
export async function answerTo(
  events: readonly JsonObject[],
  asked?: Partial<ModelRequest>,
): Promise<Outcome> {
  await using service = await startStandIn((res) => sendEvents(res, events));
  return await ask({ anthropic: { apiKey: 'k', baseUrl: service.origin } }, asked);
}

/** Returns the answer to a message that a service sends as a whole. */
export async function answerToMessage(message: JsonObject, asked?: Partial<ModelRequest>): Promise<Outcome> {
  await using service = await startStandIn((res) =>
    res
      .writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_1' })
      .end(JSON.stringify(message)),
  );
  return await ask({ anthropic: { apiKey: 'k', baseUrl: service.origin } }, asked);
}

/** The events of blocks, each complete at its start, with a reason for the end. */
export function eventsFor(blocks: readonly JsonObject[], stop: string, usage: JsonObject = {}): JsonObject[] {
  return [
    {
      type: 'message_start',
      message: {
        model: 'stand-in-1',
        content: [],
        usage: { input_tokens: usage['input_tokens'] ?? 10, output_tokens: 1 },
      },
    },
    ...blocks.map((block, index) => ({ type: 'content_block_start', index, content_block: block })),
    { type: 'message_delta', delta: { stop_reason: stop }, usage: { output_tokens: 5, ...usage } },
    { type: 'message_stop' },
  ];
}

/** The events of an answer with a text. */
export function textAnswer(words: string): JsonObject[] {
  return eventsFor([text(words)], 'end_turn');
}

/** Returns the error of an outcome. */
export function modelErrorOf({ response, error }: Outcome): ModelError {
  if (ModelError.isInstance(error)) return error;
  throw new Error(`There is no ModelError, but ${JSON.stringify(response)}.`, { cause: error });
}

/** Returns the response of an outcome. */
export function responseOf({ response, error }: Outcome): ModelResponse {
  if (response !== undefined) return response;
  throw new Error('There is no response.', { cause: error });
}

export const text = (words: string): { readonly type: 'text'; text: string } => ({
  type: 'text',
  text: words,
});

export const user = (...words: readonly string[]): Message => ({
  id: 'u',
  role: 'user',
  content: words.map(text),
});

/** An answer with calls of the tool `look`. */
export const calls = (
  ids: readonly string[],
  words = '',
  name = 'look',
): Extract<Message, { role: 'assistant' }> => ({
  id: `a-${ids.join()}`,
  role: 'assistant',
  text: words,
  toolCalls: ids.map((id) => ({ id, name, arguments: { at: id }, repeatable: true })),
});

export const result = (id: string, words: string, isError = false): Message => ({
  id: `r-${id}`,
  role: 'tool',
  toolCallId: id,
  content: words === '' ? [] : [text(words)],
  isError,
});

/** The tool `look`, with a schema. */
export const tool = (
  inputSchema: JsonObject = { type: 'object', properties: { at: { type: 'string' } }, required: ['at'] },
  name = 'look',
): OfferedTool => ({
  name,
  target: { kind: 'server', server: 'eyes', tool: name },
  tool: { name, description: 'Looks', inputSchema, repeatable: true },
});

/** The block of a call of the tool `look`. */
export const use = (id: string, input: JsonValue = { at: id }): JsonObject => ({
  type: 'tool_use',
  id,
  name: 'look',
  input,
});
