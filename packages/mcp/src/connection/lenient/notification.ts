import type { JsonObject } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { type LoggingLevel, specTypeSchemas } from '@modelcontextprotocol/client';
import { matches, repaired, type Schema, withoutNulls } from './repair.ts';

const SCHEMAS: ReadonlyMap<string, Schema> = new Map<string, Schema>([
  ['notifications/progress', specTypeSchemas.ProgressNotification],
  ['notifications/message', specTypeSchemas.LoggingMessageNotification],
  ['notifications/resources/updated', specTypeSchemas.ResourceUpdatedNotification],
]);

/** Levels of other logging libraries, by the start of their names. */
const LEVELS: readonly (readonly [RegExp, LoggingLevel])[] = [
  [/^(?:trace|debug|verbose|silly|fine)/i, 'debug'],
  [/^notice/i, 'notice'],
  [/^warn/i, 'warning'],
  [/^err/i, 'error'],
  [/^(?:crit|fatal|panic)/i, 'critical'],
  [/^alert/i, 'alert'],
  [/^emerg/i, 'emergency'],
];

/** Returns a notification in the form that the protocol requires, or `undefined` if it cannot be read. */
export function readNotification(method: string, raw: JsonObject): JsonObject | undefined {
  const schema = SCHEMAS.get(method);
  const params = raw['params'];
  const notification: JsonObject = {
    jsonrpc: '2.0',
    method,
    ...(isJsonObject(params) && { params }),
  };
  if (schema === undefined || matches(schema, notification)) return notification;
  const cleaned = withoutNulls(notification);
  if (!isJsonObject(cleaned)) return undefined;
  const complete = method === 'notifications/message' ? { ...cleaned, params: logParams(cleaned) } : cleaned;
  return repaired(schema, complete).value;
}

function logParams({ params }: JsonObject): JsonObject {
  if (!isJsonObject(params)) return { level: 'info', data: params ?? '' };
  const { level, message, data = message ?? '' } = params;
  const known = LEVELS.find(([pattern]) => typeof level === 'string' && pattern.test(level));
  return { ...params, level: known?.[1] ?? 'info', data };
}
