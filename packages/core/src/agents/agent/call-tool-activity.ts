import { ActivityError } from '../../runtime/errors/activity.ts';
import { TimeoutError } from '../../runtime/errors/workflow.ts';
import { isCancellation } from '../../runtime/errors/is-cancellation.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { ToolOutcomeUnknownError } from '../errors/mcp.ts';
import { CALL_TOOL, TOOL_CALL_OPTIONS, type ToolCallRequest } from '../model/tool-call.ts';
import type { AgentSessions } from './sessions.ts';

/**
 * Runs the activity of a tool call.
 *
 * @throws {@link ActivityError} with a {@link ToolOutcomeUnknownError} as its cause when the worker of the last attempt
 * died. After an earlier attempt, the next one throws this error; after the last one, the workflow does
 */
export async function callToolActivity<T extends object>(
  ctx: WorkflowContext,
  sessions: AgentSessions,
  request: ToolCallRequest,
): Promise<T> {
  try {
    return await sessions.run<T>(ctx, CALL_TOOL, request, TOOL_CALL_OPTIONS);
  } catch (error) {
    if (request.repeatable || isCancellation(error) || !ActivityError.isInstance(error)) throw error;
    const { activity, activityId, cause: timeout } = error;
    if (!TimeoutError.isInstance(timeout)) throw error;
    const { server, tool } = request;
    const cause = new ToolOutcomeUnknownError(
      `The outcome of tool "${tool}" of MCP server "${server}" is unknown: ${timeout.message} The call is not retried, ` +
        'because the tool is not idempotent. Check whether it did its work before you call it again.',
      { server, tool, cause: timeout },
    );
    throw new ActivityError(`Activity "${activity}" failed: ${cause.message}`, {
      activity,
      activityId,
      cause,
    });
  }
}
