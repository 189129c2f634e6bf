import type { JsonValue } from '@mcp-agent/core';
import type { WireFault } from '../wire.ts';

const CODES: Readonly<Record<WireFault, string | null>> = {
  'wrong-key': 'invalid_api_key',
  'unknown-model': 'model_not_found',
  'too-long': 'context_length_exceeded',
  'rate-limited': 'rate_limit_exceeded',
  overloaded: null,
  broken: null,
};

/** An error in OpenAI's form. */
export function openAIError(fault: WireFault, message: string): JsonValue {
  return { error: { message, type: 'stand_in_error', param: null, code: CODES[fault] } };
}
