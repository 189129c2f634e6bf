import { errorFromData, errorToData, ApplicationError } from '@mcp-agent/core/errors';
import { boundText, textOfAny } from '@mcp-agent/core/engine';
import { ApplicationFailure } from '@temporalio/common';

const MAX_TYPE_LENGTH = 1_000;

/**
 * An error of workflow or activity code as Temporal carries it. Temporal keeps an error's name, message and
 * details: the details have the rest, so that the other side makes the same error of it.
 */
export function toFailure(thrown: unknown): ApplicationFailure {
  const { stack, ...data } = errorToData(thrown);
  // Bounded and well-formed: a failure of any other text ends the worker's process, or its workflow task for ever.
  const error = errorFromData(data);
  const type = ApplicationError.isInstance(error) ? error.type : error.code;
  const failure = ApplicationFailure.create({
    message: error.message,
    type: boundText(textOfAny(type), MAX_TYPE_LENGTH),
    nonRetryable: error.nonRetryable ?? false,
    details: [data],
    ...(error.nextRetryDelayMs !== undefined && { nextRetryDelay: Math.ceil(error.nextRetryDelayMs) }),
  });
  // The failure carries the stack itself, where Temporal's own tools show it.
  if (stack !== undefined) failure.stack = stack;
  return failure;
}
