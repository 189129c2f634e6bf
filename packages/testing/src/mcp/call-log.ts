import type { JsonObject } from '@mcp-agent/core';

/** One call of a tool, as it was asked for. */
export interface TestToolCall {
  readonly tool: string;
  readonly arguments: JsonObject;
}

/** The calls of tools in what a client sent: one message, or several at once. */
export function toolCallsIn(body: unknown): TestToolCall[] {
  const messages: unknown[] = Array.isArray(body) ? body : [body];
  return messages.flatMap((message) => {
    const { method, params } = fieldsOf(message);
    if (method !== 'tools/call') return [];
    const { name, arguments: given } = fieldsOf(params);
    return [{ tool: String(name), arguments: asObject(given) }];
  });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function asObject(value: unknown): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(fieldsOf(value)));
  return copy;
}
