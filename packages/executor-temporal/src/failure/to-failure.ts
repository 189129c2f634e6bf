import { errorFromData, errorToData, ApplicationError, NotReadyError } from '@mcp-agent/core/errors';
import { boundText, textOfAny } from '@mcp-agent/core/engine';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';

const MAX_TYPE_LENGTH = 1_000;

/**
 * Converts an error of workflow or activity code to a Temporal failure. Temporal preserves the name, message and
 * details of an error; the details carry all other fields, so that the receiver can restore the same error.
 */
export function toFailure(thrown: unknown): ApplicationFailure {
  const { stack, ...data } = errorToData(thrown);
  // The text must be bounded and well-formed: otherwise the worker process ends, or its workflow task fails forever.
  const error = errorFromData(data);
  const type = ApplicationError.isInstance(error) ? error.type : error.code;
  const failure = ApplicationFailure.create({
    message: error.message,
    type: boundText(textOfAny(type), MAX_TYPE_LENGTH),
    nonRetryable: error.nonRetryable ?? false,
    details: [data],
    // An attempt that polls is no failure to count or to log.
    ...(NotReadyError.isInstance(error) && { category: ApplicationFailureCategory.BENIGN }),
    ...(error.nextRetryDelayMs !== undefined && { nextRetryDelay: Math.ceil(error.nextRetryDelayMs) }),
  });
  // The failure carries the stack itself, so that Temporal's tools show it.
  if (stack !== undefined) failure.stack = stack;
  return failure;
}
