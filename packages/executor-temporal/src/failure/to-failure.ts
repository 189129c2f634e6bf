import { ApplicationError, errorToData } from '@mcp-agent/core';
import { toError } from '@mcp-agent/core/engine';
import { ApplicationFailure } from '@temporalio/common';

/**
 * An error of workflow or activity code as Temporal carries it. Temporal keeps an error's name, message and
 * details: the details have the rest, so that the other side makes the same error of it.
 */
export function toFailure(thrown: unknown): ApplicationFailure {
  const error = toError(thrown);
  const { stack: _, ...data } = errorToData(error);
  const failure = ApplicationFailure.create({
    message: error.message,
    type: ApplicationError.isInstance(error) ? error.type : error.code,
    nonRetryable: error.nonRetryable ?? false,
    details: [data],
    ...(error.nextRetryDelayMs !== undefined && { nextRetryDelay: error.nextRetryDelayMs }),
  });
  // The failure carries the stack itself, where Temporal's own tools show it.
  if (error.stack !== undefined) failure.stack = error.stack;
  return failure;
}
