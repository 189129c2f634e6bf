import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { specTypeSchemas } from '@modelcontextprotocol/client';
import { headerProblem } from '../header-parameters.ts';
import { type Entry, entryOf } from './entries.ts';
import { matches, repaired, type Schema, withoutNulls } from './repair.ts';

/** Logs what was ignored of a server's message. */
export type Warn = (text: string) => void;

interface Form {
  readonly schema: Schema;
  /** The list in the result whose entries stand alone: an odd one costs only itself. */
  readonly list?: string;
}

const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['initialize', { schema: specTypeSchemas.InitializeResult }],
  ['server/discover', { schema: specTypeSchemas.DiscoverResult }],
  ['tools/list', { schema: specTypeSchemas.ListToolsResult, list: 'tools' }],
  ['tools/call', { schema: specTypeSchemas.CallToolResult, list: 'content' }],
  ['prompts/list', { schema: specTypeSchemas.ListPromptsResult, list: 'prompts' }],
  ['prompts/get', { schema: specTypeSchemas.GetPromptResult, list: 'messages' }],
  ['resources/list', { schema: specTypeSchemas.ListResourcesResult, list: 'resources' }],
  [
    'resources/templates/list',
    { schema: specTypeSchemas.ListResourceTemplatesResult, list: 'resourceTemplates' },
  ],
  ['resources/read', { schema: specTypeSchemas.ReadResourceResult, list: 'contents' }],
  ['completion/complete', { schema: specTypeSchemas.CompleteResult }],
]);
/** The revision of a server that names none, as for HTTP requests without it: the first that has what they need. */
const UNNAMED_VERSION = '2025-03-26';
/** Results without content: whatever a server adds to them means nothing. */
const EMPTY: ReadonlySet<string> = new Set([
  'ping',
  'logging/setLevel',
  'resources/subscribe',
  'resources/unsubscribe',
]);

/**
 * Returns a server's result in the form that the protocol requires, as far as it can be read: the SDK rejects a whole
 * result for one odd field. A result that cannot be repaired stays as it is, and is rejected.
 *
 * @param modern whether the request was one of 2026-07-28, which requires fields that the older revisions lack
 */
export function readResult(method: string, raw: JsonValue, modern: boolean, warn: Warn): JsonObject {
  const object = isJsonObject(raw) ? raw : fromOther(method, raw);
  const result = method === 'tools/call' && !modern ? withStructuredObject(object) : object;
  const { resultType } = result;
  if (typeof resultType === 'string' && resultType !== 'complete') return result;
  // A call that became a task has no content yet.
  if (isJsonObject(result['task'])) return result;
  if (EMPTY.has(method))
    return completed(method, isJsonObject(result['_meta']) ? { _meta: result['_meta'] } : {}, modern);
  const form = FORMS.get(method);
  if (form === undefined) return completed(method, result, modern);
  const read = isComplete(form, result) ? result : (repairedResult(method, form, result, warn) ?? result);
  return completed(method, modern && method === 'tools/list' ? withoutBadHeaders(read, warn) : read, modern);
}

/** Leaves out tools whose headers are invalid. The SDK would, too, and write their names on stderr as they are. */
function withoutBadHeaders(result: JsonObject, warn: Warn): JsonObject {
  const { tools } = result;
  if (!Array.isArray(tools)) return result;
  const usable = tools.filter((tool) => {
    if (!isJsonObject(tool) || !isJsonObject(tool['inputSchema'])) return true;
    const problem = headerProblem(tool['inputSchema']);
    if (problem !== undefined) warn(`Tool ${JSON.stringify(tool['name'])} is ignored: ${problem}.`);
    return problem === undefined;
  });
  return { ...result, tools: usable };
}

/** Whether nothing is to be repaired. */
function isComplete({ schema, list }: Form, result: JsonObject): boolean {
  // The SDK's schema takes a result without its list for one with an empty list.
  return (list === undefined || Array.isArray(result[list])) && matches(schema, result);
}

function repairedResult(
  method: string,
  { schema, list }: Form,
  result: JsonObject,
  warn: Warn,
): JsonObject | undefined {
  const cleaned = withoutNulls(result);
  if (!isJsonObject(cleaned)) return undefined;
  const defaults = withDefaults(method, cleaned);
  const entries = list === undefined ? defaults : { ...defaults, [list]: readList(list, defaults, warn) };
  const { value, dropped } = repaired(schema, entries);
  for (const { path, problem } of value === undefined ? [] : dropped) {
    warn(`The field "${path}" of its result of ${method} is ignored: ${problem}.`);
  }
  return value;
}

function readList(list: string, result: JsonObject, warn: Warn): JsonValue[] {
  const entry = entryOf(list);
  const raw = result[list];
  const items = raw === undefined ? missingList(list, result) : Array.isArray(raw) ? raw : [raw];
  return entry === undefined ? items : items.flatMap((item) => readEntry(entry, item, warn));
}

/** A tool's result without content may have a field of its own, or only structured content. */
function missingList(list: string, result: JsonObject): JsonValue[] {
  if (list !== 'content') return [];
  const { structuredContent, isError: _isError, resultType: _resultType, _meta, ...others } = result;
  if (structuredContent !== undefined || Object.keys(others).length === 0) return [];
  return [JSON.stringify(others)];
}

function readEntry(entry: Entry, raw: JsonValue, warn: Warn): JsonValue[] {
  const item = isJsonObject(raw) ? raw : entry.fromOther?.(raw);
  const schema = item === undefined ? undefined : entry.schema(item);
  if (item !== undefined && schema !== undefined) {
    if (matches(schema, item)) return [item];
    const { value, dropped } = repaired(schema, entry.withDefaults?.(item) ?? item);
    if (value !== undefined) {
      for (const { path, problem } of dropped) {
        warn(`The field "${path}" of ${entry.label(item)} is ignored: ${problem}.`);
      }
      return [value];
    }
  }
  const instead = entry.instead?.(raw);
  if (instead !== undefined) return [instead];
  warn(`${capitalized(entry.label(item ?? {}))} is ignored: ${entry.problem(raw)}.`);
  return [];
}

/** Adds what a result must have. */
function withDefaults(method: string, result: JsonObject): JsonObject {
  if (method === 'initialize') {
    const serverInfo = isJsonObject(result['serverInfo']) ? result['serverInfo'] : {};
    return {
      capabilities: {},
      protocolVersion: UNNAMED_VERSION,
      ...result,
      serverInfo: { name: '', version: '', ...serverInfo },
    };
  }
  if (method === 'server/discover') return { capabilities: {}, ...result };
  if (method === 'completion/complete') {
    const completion = isJsonObject(result['completion']) ? result['completion'] : {};
    return { ...result, completion: { values: [], ...completion } };
  }
  return result;
}

/** Since 2026-07-28, a result names its type, and a list says for how long it can be used. */
function completed(method: string, result: JsonObject, modern: boolean): JsonObject {
  if (!modern) return result;
  const { ttlMs, cacheScope } = result;
  const isCacheable = /\/list$|^resources\/read$|^server\/discover$/.test(method);
  const hasTtl = typeof ttlMs === 'number' && Number.isSafeInteger(ttlMs) && ttlMs >= 0;
  return {
    ...result,
    resultType: 'complete',
    ...(isCacheable && !hasTtl && { ttlMs: 0 }),
    ...(isCacheable && cacheScope !== 'public' && { cacheScope: 'private' }),
  };
}

/** Before 2026-07-28, structured content is an object. Other values are passed on as text. */
function withStructuredObject(result: JsonObject): JsonObject {
  const { structuredContent, ...others } = result;
  if (structuredContent === undefined || isJsonObject(structuredContent)) return result;
  const { content } = others;
  const hasContent = Array.isArray(content) ? content.length > 0 : content !== undefined && content !== null;
  if (structuredContent === null || hasContent) return others;
  return { ...others, content: [JSON.stringify(structuredContent)] };
}

/** Reads a result that is not an object: some servers return the content itself. */
function fromOther(method: string, raw: JsonValue): JsonObject {
  const list = FORMS.get(method)?.list;
  return raw === null || list === undefined ? {} : { [list]: raw };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
