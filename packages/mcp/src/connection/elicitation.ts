import { type ElicitationRequest, isJsonObject } from '@mcp-agent/core/host';
import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/client';

/**
 * Converts a server's elicitation request to the engine-independent form.
 *
 * @param params of either generation: since 2026-07-28, a page has no `elicitationId`
 */
export function elicitationRequest(server: string, params: unknown): ElicitationRequest {
  if (!isJsonObject(params)) throw invalid('An elicitation has no parameters.');
  const { mode, message, url, elicitationId, requestedSchema } = params;
  if (typeof message !== 'string') throw invalid('An elicitation has no message.');
  if (mode === 'url') {
    // The URL may be shown as a link, so allow only what a browser opens as a page.
    if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw invalid('The URL of an elicitation must be http or https.');
    }
    return { mode: 'url', server, message, url, ...(typeof elicitationId === 'string' && { elicitationId }) };
  }
  if (!isJsonObject(requestedSchema)) throw invalid('An elicitation has no form.');
  const schema = fromJson<JsonObject>(toJson(requestedSchema, 'schema of an elicitation'));
  return { mode: 'form', server, message, schema };
}

function invalid(why: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, why);
}

/**
 * Adds defaults for omitted fields (SEP-1034), and leaves out fields that are `null`: a form has only flat fields, and
 * an optional one of Pydantic has the default `null`.
 */
export function fillIn(schema: JsonObject, content: JsonObject): JsonObject {
  const { properties } = schema;
  const defaults = Object.entries(isJsonObject(properties) ? properties : {}).flatMap(
    ([name, field]): [string, JsonValue][] =>
      isJsonObject(field) && field['default'] !== undefined ? [[name, field['default']]] : [],
  );
  const given = Object.entries(content).filter(([, value]) => value !== null);
  const filled = new Map([...defaults, ...given].filter(([, value]) => value !== null));
  return Object.fromEntries(filled);
}
