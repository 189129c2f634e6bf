import { type ElicitationRequest, isJsonObject } from '@mcp-agent/core/host';
import type { JsonObject } from '@mcp-agent/core';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import { type ElicitRequestParams, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/client';

/** Converts a server's elicitation request to the engine-independent form. */
export function elicitationRequest(server: string, params: ElicitRequestParams): ElicitationRequest {
  if (params.mode === 'url') {
    const { message, url, elicitationId } = params;
    // The URL may be shown as a link, so allow only what a browser opens as a page.
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        'The URL of an elicitation must be http or https.',
      );
    }
    return { mode: 'url', server, message, url, elicitationId };
  }
  const schema = fromJson<JsonObject>(toJson(params.requestedSchema, 'schema of an elicitation'));
  return { mode: 'form', server, message: params.message, schema };
}

/** Adds defaults for omitted fields (SEP-1034). A form has only flat fields. */
export function fillIn(schema: JsonObject, content: JsonObject): JsonObject {
  const { properties } = schema;
  if (!isJsonObject(properties)) return content;
  const filled: JsonObject = { ...content };
  for (const [name, field] of Object.entries(properties)) {
    if (filled[name] === undefined && isJsonObject(field) && field['default'] !== undefined) {
      filled[name] = field['default'];
    }
  }
  return filled;
}
