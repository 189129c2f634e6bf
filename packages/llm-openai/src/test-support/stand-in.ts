import type { ServerResponse } from 'node:http';
import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { fieldOf, objectsIn, textOr } from '../json.ts';
import { sendJson } from './json.ts';
import { startWireServer, type WireServer } from './wire-server.ts';

/** A status and the body of an error, as a service sends it. */
export type Refused = readonly [status: number, body: JsonValue];

/** A service of Chat Completions that refuses what the real one refuses. */
export interface StrictService {
  /** The fields of a request that it knows, besides `model` and `messages`. */
  readonly accepts: readonly string[];
  /** Its answer to an unknown field. */
  readonly unknown: (field: string) => Refused;
  /** Other reasons to refuse a request. */
  readonly check?: (body: JsonObject) => Refused | undefined;
  /** Fields of a message with a tool call, such as its reasoning. */
  readonly thought?: JsonObject;
  /** Fields of a tool call. */
  readonly callFields?: JsonObject;
  readonly callId?: string;
}

/**
 * Starts a service. It calls the tool `look` once, then answers: with JSON if the request asks for it in any form,
 * otherwise with a text.
 */
export function startStrictService(service: StrictService): Promise<WireServer> {
  return startWireServer((res, { body }) => {
    if (!isJsonObject(body)) throw new Error('The body is not an object.');
    const known = new Set(['model', 'messages', 'stream', ...service.accepts]);
    const odd = Object.keys(body).find((name) => !known.has(name));
    const refused = odd === undefined ? service.check?.(body) : service.unknown(odd);
    if (refused !== undefined) sendJson(res, refused[1], refused[0]);
    else reply(res, messageFor(body, service), body['stream'] === true);
  });
}

function messageFor(body: JsonObject, { thought, callFields, callId = 'call_1' }: StrictService): JsonObject {
  const messages = objectsIn(body['messages']);
  const names = objectsIn(body['tools']).map((tool) => textOr(fieldOf(tool['function'], 'name')));
  const call = (name: string, args: JsonObject): JsonObject => ({
    role: 'assistant',
    content: null,
    ...thought,
    tool_calls: [
      {
        id: callId,
        type: 'function',
        function: { name, arguments: JSON.stringify(args) },
        ...callFields,
      },
    ],
  });
  if (names.includes('look') && !messages.some(({ role }) => role === 'tool')) {
    return call('look', { place: 'Paris' });
  }
  if (names.includes('answer')) return call('answer', { capital: 'Paris' });
  const asksForJson =
    body['response_format'] !== undefined ||
    messages.some(({ content }) => textOr(content).includes('JSON Schema'));
  return { role: 'assistant', content: asksForJson ? '{"capital":"Paris"}' : 'It is Paris.' };
}

const USAGE = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

function reply(res: ServerResponse, message: JsonObject, isStreamed: boolean): void {
  const base = { id: 'chatcmpl-1', created: 1, model: 'a-model' };
  const reason = Array.isArray(message['tool_calls']) ? 'tool_calls' : 'stop';
  if (!isStreamed) {
    const choices = [{ index: 0, finish_reason: reason, message }];
    sendJson(res, { ...base, object: 'chat.completion', choices, usage: USAGE });
    return;
  }
  const { tool_calls: calls, ...rest } = message;
  const deltas: JsonObject[] = [
    rest,
    ...objectsIn(calls).map((call, index) => ({ tool_calls: [{ index, ...call }] })),
  ];
  sendEvents(res, [
    ...deltas.map((delta) => ({ ...base, choices: [{ index: 0, delta, finish_reason: null }] })),
    { ...base, choices: [{ index: 0, delta: {}, finish_reason: reason }] },
    { ...base, choices: [], usage: USAGE },
    '[DONE]',
  ]);
}

/** Sends server-sent events. Text is sent as it is. */
export function sendEvents(res: ServerResponse, events: readonly JsonValue[]): void {
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) {
    res.write(`data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`);
  }
  res.end();
}
