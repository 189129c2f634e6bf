import { isJsonObject } from '@mcp-agent/core/host';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import type { JsonObject } from '@mcp-agent/core';
import type { JSONRPCMessage, StandardSchemaV1 } from '@modelcontextprotocol/client';

/** The requests of tasks, of both generations. */
export type TaskMethod = 'tasks/get' | 'tasks/result' | 'tasks/update' | 'tasks/cancel';

/** The names under which this client sends them: the SDK refuses the own ones in one generation or the other. */
export const PREFIX = 'mcp-agent/';
/** Where a result that only refers to a task has it. */
const TASK_META = 'mcp-agent/task';

/** Accepts any result: each field is read on its own. */
export const ANY_OBJECT: StandardSchemaV1<unknown, JsonObject> = {
  '~standard': {
    version: 1,
    vendor: 'mcp-agent',
    validate: (value) =>
      isJsonObject(value) ? { value } : { issues: [{ message: 'the result is not an object' }] },
  },
};

/** Returns the name of a request for the SDK's client. The transport sends the own one. */
export function sentAs(method: TaskMethod): string {
  return `${PREFIX}${method}`;
}

/** Returns the task to which the result of a tool call refers; `undefined` for a result. */
export function createdTask(result: { readonly _meta?: unknown }): JsonObject | undefined {
  const { _meta: meta } = result;
  const task = isJsonObject(meta) ? meta[TASK_META] : undefined;
  return isJsonObject(task) ? task : undefined;
}

/** Gives a request of a task its own name back. */
export function withOwnName(message: JSONRPCMessage): JSONRPCMessage {
  if (!('method' in message) || !message.method.startsWith(PREFIX)) return message;
  return { ...message, method: message.method.slice(PREFIX.length) };
}

/** Moves a task that came in place of a result to the metadata: the SDK rejects such a result of a tool call. */
export function withTaskApart(message: JSONRPCMessage): JSONRPCMessage {
  if (!('result' in message)) return message;
  const { result } = message;
  const task = taskIn(result);
  if (task === undefined) return message;
  const { _meta: meta } = result;
  return {
    ...message,
    result: {
      ...result,
      resultType: 'complete',
      content: [],
      _meta: { ...meta, [TASK_META]: fromJson<JsonObject>(toJson(task, 'task')) },
    },
  };
}

/** Returns the task in a result: since 2026-07-28 the result itself, and before, its field `task`. */
function taskIn(result: Readonly<Record<string, unknown>>): unknown {
  if (result['resultType'] === 'task') return result;
  const { task, content = [] } = result;
  const isEmpty = Array.isArray(content) && content.length === 0;
  return isJsonObject(task) && task['taskId'] !== undefined && isEmpty ? task : undefined;
}
