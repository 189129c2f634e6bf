import type { JsonObject } from '@mcp-agent/core';

/** A call of a tool. */
export interface TestToolCall {
  readonly tool: string;
  readonly arguments: JsonObject;
}

/** Returns the tool calls in a message, or in a batch of messages. */
export function extractToolCalls(body: unknown): TestToolCall[] {
  const messages: unknown[] = Array.isArray(body) ? body : [body];
  return messages.flatMap((message) => {
    const { method, params } = fieldsOf(message);
    if (method !== 'tools/call') return [];
    const { name, arguments: args } = fieldsOf(params);
    return [{ tool: String(name), arguments: asObject(args) }];
  });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function asObject(value: unknown): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(fieldsOf(value)));
  return copy;
}
