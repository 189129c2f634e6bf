import type { JsonValue } from '@mcp-agent/core';
import { type ErrorData, errorFromData, errorToData } from '@mcp-agent/core/errors';
import { property } from '@mcp-agent/core/engine';
import { QUERY_FAILURE } from '../internal-names.ts';
import { isErrorData } from './from-failure.ts';

/**
 * Wraps the error of a failed query as its result. For a failed query, a worker sends the server only the error's
 * message, so the details would be lost.
 */
export function toQueryFailure(thrown: unknown): Readonly<Record<string, ErrorData>> {
  return { [QUERY_FAILURE]: errorToData(thrown) };
}

/** @throws the error that the query result carries, if any */
export function throwQueryFailure(answer: JsonValue): void {
  const failure = property(answer, QUERY_FAILURE);
  if (isErrorData(failure)) throw errorFromData(failure);
}
