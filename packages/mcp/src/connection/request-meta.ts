import type { JsonObject } from '@mcp-agent/core';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import {
  CLIENT_CAPABILITIES_META_KEY,
  LOG_LEVEL_META_KEY,
  type ProtocolEra,
  type ServerCapabilities,
} from '@modelcontextprotocol/client';
import type { ServerSpec } from '../server-spec.ts';
import type { Abilities } from '../abilities.ts';
import { declared } from './answers.ts';
import { traceContext } from './trace-context.ts';

/**
 * Returns what a request carries in its `_meta` beside the caller's: the trace context, and for a modern server also
 * what the handshake declared before: the client's capabilities and the level of log messages.
 */
export function requestMeta(
  spec: ServerSpec,
  era: ProtocolEra,
  server: ServerCapabilities,
  abilities: Abilities,
): JsonObject | undefined {
  const meta: JsonObject = traceContext();
  if (era === 'modern') {
    meta[CLIENT_CAPABILITIES_META_KEY] = fromJson(toJson(declared(abilities, spec), 'client capabilities'));
    if (server.logging !== undefined) meta[LOG_LEVEL_META_KEY] = spec.logLevel;
  }
  return Object.keys(meta).length === 0 ? undefined : meta;
}
