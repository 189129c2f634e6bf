import { isCancellation } from '../../runtime/errors/is-cancellation.ts';
import { ActivityError } from '../../runtime/errors/activity.ts';
import { TimeoutError } from '../../runtime/errors/workflow.ts';
import { messageOf } from '../../runtime/values/text.ts';
import { SessionLostError, ToolOutcomeUnknownError } from '../errors/mcp.ts';
import {
  BudgetExceededError,
  ModelRefusalError,
  StructuredOutputError,
  TurnLimitError,
} from '../errors/model.ts';

/**
 * Returns whether a model can react to the error of a tool that runs in the workflow, such as an agent: the agent
 * reached its turn limit or its budget, refused, or gave no valid answer. Any other error fails the calling agent, too:
 * a cancellation, a model service that cannot be reached, an error of the code. If the budget is also that of the
 * caller, its next model call fails.
 */
export function isForModel(error: unknown): boolean {
  return (
    TurnLimitError.isInstance(error) ||
    BudgetExceededError.isInstance(error) ||
    ModelRefusalError.isInstance(error) ||
    StructuredOutputError.isInstance(error)
  );
}

/** Returns the result of a call that failed for good, in words for the model, if the conversation continues later. */
export function failedCall(error: unknown): string {
  if (isCancellation(error)) {
    return 'The call was cancelled, and its outcome is unknown: it may have taken effect.';
  }
  const reason: unknown = ActivityError.isInstance(error) && error.cause !== undefined ? error.cause : error;
  const message = messageOf(reason);
  if (ToolOutcomeUnknownError.isInstance(reason) || SessionLostError.isInstance(reason)) return message;
  return TimeoutError.isInstance(reason)
    ? `The outcome of the call is unknown: it may have taken effect. ${message}`
    : `The tool failed: ${message}`;
}
