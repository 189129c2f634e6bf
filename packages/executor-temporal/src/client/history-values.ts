import type { JsonValue } from '@mcp-agent/core';
import type { McpAgentError } from '@mcp-agent/core/errors';
import { defaultPayloadConverter, fromPayloadsAtIndex } from '@temporalio/common';
import type { WorkflowHandle } from '@temporalio/client';
import { decodeFailure, type Failure } from '../failure/decode-failure.ts';
import { fromFailure } from '../failure/from-failure.ts';

export type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
/** An event of Temporal's history. */
export type TemporalEvent = NonNullable<History['events']>[number];
export type Payloads = { payloads?: Parameters<typeof fromPayloadsAtIndex>[2] } | null | undefined;

/** Decodes the first of some payloads. */
export function value(payloads: Payloads): JsonValue | undefined {
  return payloads?.payloads?.length
    ? fromPayloadsAtIndex<JsonValue>(defaultPayloadConverter, 0, payloads.payloads)
    : undefined;
}

/** Decodes all payloads. */
export function values(payloads: Payloads): JsonValue[] {
  return (payloads?.payloads ?? []).map((_, index) =>
    fromPayloadsAtIndex<JsonValue>(defaultPayloadConverter, index, payloads?.payloads),
  );
}

export function errorOf(failure: Failure): McpAgentError {
  return fromFailure(decodeFailure(failure));
}
