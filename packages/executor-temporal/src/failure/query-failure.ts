import type { JsonValue } from '@mcp-agent/core';
import { type ErrorData, errorFromData, errorToData } from '@mcp-agent/core/errors';
import { property } from '@mcp-agent/core/engine';
import { QUERY_FAILURE } from '../internal-names.ts';
import { isErrorData } from './from-failure.ts';

/**
 * The answer to a query that failed. A failure of Temporal's own would lose its details on the way: a worker sends the
 * server the message of a failed query, and nothing else.
 */
export function toQueryFailure(thrown: unknown): Readonly<Record<string, ErrorData>> {
  return { [QUERY_FAILURE]: errorToData(thrown) };
}

/** @throws the error that a query's answer carries */
export function throwQueryFailure(answer: JsonValue): void {
  const failure = property(answer, QUERY_FAILURE);
  if (isErrorData(failure)) throw errorFromData(failure);
}
