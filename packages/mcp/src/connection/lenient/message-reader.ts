import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject, messageOf } from '@mcp-agent/core/host';
import {
  type JSONRPCMessage,
  parseJSONRPCMessage,
  PROTOCOL_VERSION_META_KEY,
  type RequestId,
} from '@modelcontextprotocol/client';
import { INTERNAL_ERROR } from '../rpc-codes.ts';
import { readNotification } from './notification.ts';
import { withoutNulls } from './repair.ts';
import { readResult, type Warn } from './result.ts';

interface SentRequest {
  readonly id: RequestId;
  readonly method: string;
  /** Whether the request is one of 2026-07-28. */
  readonly modern: boolean;
}

/** Requests whose responses never come are forgotten from here on. */
const MAX_PENDING = 10_000;

/**
 * Reads what a server sends, leniently: servers differ from the specification in small ways, and the SDK rejects a
 * whole message for each of them. One for each connection, because a result is read by the method of its request.
 */
export class MessageReader {
  readonly #pending = new Map<string, SentRequest>();
  readonly #warn: Warn;

  /** @param warn logs what cannot be read */
  constructor(warn: Warn) {
    this.#warn = warn;
  }

  /** Whether a response is expected. */
  get isWaiting(): boolean {
    return this.#pending.size > 0;
  }

  /** Notes a message that is sent to the server. */
  sent(message: unknown): void {
    if (!isJsonObject(message)) return;
    const { id, method, params } = message;
    if (typeof method !== 'string') return;
    if (method === 'notifications/cancelled') {
      const cancelled = isJsonObject(params) ? params['requestId'] : undefined;
      if (isId(cancelled)) this.#pending.delete(String(cancelled));
      return;
    }
    if (!isId(id)) return;
    const meta = isJsonObject(params) ? params['_meta'] : undefined;
    const modern = isJsonObject(meta) && Object.hasOwn(meta, PROTOCOL_VERSION_META_KEY);
    this.#pending.set(String(id), { id, method, modern });
    const [oldest] = this.#pending.keys();
    if (this.#pending.size > MAX_PENDING && oldest !== undefined) this.#pending.delete(oldest);
  }

  /**
   * Reads a JSON value from the server: a message, or a batch of them.
   *
   * @param request ID of the request to which the value is the response, if only one can be meant
   * @returns the messages in it, or `undefined` if it is none
   */
  read(value: JsonValue, request?: RequestId): JSONRPCMessage[] | undefined {
    try {
      return this.#read(value, request);
    } catch {
      // Nothing that a server sends may end this process.
      return undefined;
    }
  }

  #read(value: JsonValue, request: RequestId | undefined): JSONRPCMessage[] | undefined {
    if (Array.isArray(value)) {
      const messages = value.map((one) => this.read(one, request));
      return messages.every((one) => one === undefined) ? undefined : messages.flatMap((one) => one ?? []);
    }
    if (!isJsonObject(value)) return undefined;
    const { method, id } = value;
    const read =
      typeof method === 'string'
        ? isId(id)
          ? requestFrom(value)
          : this.#notification(method, value)
        : this.#response(value, request);
    return read === undefined ? undefined : [parseJSONRPCMessage(read)];
  }

  #notification(method: string, value: JsonObject): JsonObject | undefined {
    // A line of a log may have a method, too, such as that of an HTTP request.
    if (value['jsonrpc'] === undefined && !method.startsWith('notifications/')) return undefined;
    return readNotification(method, value);
  }

  #response(value: JsonObject, request: RequestId | undefined): JsonObject | undefined {
    const { result, error } = value;
    const sent = this.#take(value['id'], request);
    const id = sent?.id ?? value['id'];
    if (!isId(id) || (sent === undefined && value['jsonrpc'] === undefined)) return undefined;
    if (error !== undefined && error !== null) return { jsonrpc: '2.0', id, error: errorFrom(error) };
    if (result === undefined) return undefined;
    if (sent === undefined) return { jsonrpc: '2.0', id, result: isJsonObject(result) ? result : {} };
    try {
      return { jsonrpc: '2.0', id, result: readResult(sent.method, result, sent.modern, this.#warn) };
    } catch (cause) {
      // For example nested too deeply. Without a response, the call would wait for its timeout.
      const message = `The response cannot be read: ${messageOf(cause)}`;
      return { jsonrpc: '2.0', id, error: { code: INTERNAL_ERROR, message } };
    }
  }

  /**
   * Returns the request of a response. A server that could not read its ID leaves it out; some have an ID of their own,
   * which says nothing where only one request can be meant.
   */
  #take(id: JsonValue | undefined, request: RequestId | undefined): SentRequest | undefined {
    const [only] = this.#pending.size === 1 ? this.#pending.keys() : [];
    const isKnown = isId(id) && this.#pending.has(String(id));
    const key = isKnown ? id : (request ?? (id === null || id === undefined ? only : undefined));
    if (key === undefined) return undefined;
    const sent = this.#pending.get(String(key));
    this.#pending.delete(String(key));
    return sent;
  }
}

function requestFrom({ id, method, params }: JsonObject): JsonObject {
  return {
    jsonrpc: '2.0',
    id: id ?? null,
    method: method ?? null,
    ...(isJsonObject(params) && { params: withoutNulls(params) }),
  };
}

/** Reads an error: a code that is text, a message that is missing, an error that is only a text. */
function errorFrom(error: JsonValue): JsonObject {
  if (!isJsonObject(error)) return { code: INTERNAL_ERROR, message: text(error) };
  const { code, message, data } = error;
  const number = typeof code === 'string' && code.trim() !== '' ? Number(code) : code;
  return {
    code: typeof number === 'number' && Number.isSafeInteger(number) ? number : INTERNAL_ERROR,
    message: typeof message === 'string' ? message : text(message ?? error),
    ...(data !== undefined && { data }),
  };
}

function text(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether a value can be the ID of a request. */
export function isId(id: JsonValue | undefined): id is RequestId {
  return typeof id === 'string' || typeof id === 'number';
}
