import type { JsonValue } from '@mcp-agent/core';
import type { ProtocolFault } from '../protocol.ts';

const CODES: Readonly<Record<ProtocolFault, string | null>> = {
  'wrong-key': 'invalid_api_key',
  'unknown-model': 'model_not_found',
  'too-long': 'context_length_exceeded',
  'rate-limited': 'rate_limit_exceeded',
  overloaded: null,
  broken: null,
};

/** Returns the body of an error response of OpenAI. */
export function openAIError(fault: ProtocolFault, message: string): JsonValue {
  return { error: { message, type: 'stand_in_error', param: null, code: CODES[fault] } };
}
