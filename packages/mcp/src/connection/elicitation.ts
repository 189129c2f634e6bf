import type { JsonObject } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import type { ElicitationAnswer, ElicitationRequest } from '@mcp-agent/core/host';
import { fromJson } from '@mcp-agent/core/engine';
import {
  ElicitRequestParamsSchema,
  type ElicitResult,
  ElicitResultSchema,
  ErrorCode,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';

/** What a server asks of a person, in neutral form. */
export function elicitationRequest(server: string, given: unknown): ElicitationRequest {
  const params = ElicitRequestParamsSchema.parse(given);
  if (params.mode === 'url') {
    const { message, url, elicitationId } = params;
    // Whoever shows it may make a link of it: only what a browser opens as a page.
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw new McpError(ErrorCode.InvalidParams, 'The URL of an elicitation must be http or https.');
    }
    return { mode: 'url', server, message, url, elicitationId };
  }
  const schema = fromJson<JsonObject>(toJson(params.requestedSchema, 'schema of an elicitation'));
  return { mode: 'form', server, message: params.message, schema };
}

export function elicitationAnswer(answer: ElicitationAnswer): ElicitResult {
  return ElicitResultSchema.parse(answer);
}

/** The answer with the defaults of what it leaves out (SEP-1034): a form has plain fields alone. */
export function fillIn(schema: JsonObject, content: JsonObject): JsonObject {
  const { properties } = schema;
  if (!isObject(properties)) return content;
  const filled: JsonObject = { ...content };
  for (const [name, field] of Object.entries(properties)) {
    if (filled[name] === undefined && isObject(field) && field['default'] !== undefined) {
      filled[name] = field['default'];
    }
  }
  return filled;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
