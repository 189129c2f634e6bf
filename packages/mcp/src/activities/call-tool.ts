import { createHash } from 'node:crypto';
import { type ActivityContext, type ActivityInfo, defineActivity, type ToolMessage } from '@mcp-agent/core';
import { ServerRequestError } from '@mcp-agent/core/errors';
import {
  CALL_TOOL,
  type InputRequired,
  type InvalidInput,
  isJsonObject,
  runCall,
  type SessionNeeded,
  type StartedTask,
  type ToolCallRequest,
} from '@mcp-agent/core/host';
import { type McpConnections, mcpConnections } from '../connections.ts';
import { unknownOutcome } from '../errors.ts';
import { ableTo } from './able-to.ts';
import { progressReporter } from './progress.ts';
import { toMessage } from './tool-message.ts';
import type { ToolResult } from '../tool-invocation.ts';

/**
 * Calls a tool of an MCP server. Before the request is sent, the engine records `{ sent: true }`: if the worker dies,
 * the next attempt knows that the tool may have run.
 */
defineActivity({
  name: CALL_TOOL,
  run: async (request: ToolCallRequest, context): Promise<Result> => {
    const connections = await context.resource(mcpConnections);
    return runCall<Result>(context, {
      kind: 'tool',
      options: [request.options],
      server: connections.timeoutOf(request.server),
      limitsItself: true,
      run: (attempt, { startToCloseTimeoutMs }) =>
        callOnce(connections, request, attempt, startToCloseTimeoutMs),
    }).catch((error: unknown) => toMessage(asRefusal(request.tool, error), request, context));
  },
});

type Result = ToolMessage | SessionNeeded | InputRequired | InvalidInput | StartedTask;

async function callOnce(
  connections: McpConnections,
  request: ToolCallRequest,
  context: ActivityContext,
  timeoutMs: number,
): Promise<Result> {
  const { info, signal } = context;
  const { server, tool, repeatable, answers, session, given } = request;
  if (wasInterrupted(info) && !repeatable) {
    throw unknownOutcome(server, tool, 'the previous attempt ended during the call.');
  }
  if (session === undefined && connections.needsSession(server)) return { needsSession: true };
  const meta = { 'mcp-agent/idempotencyKey': idempotencyKey(info) };
  const result = await connections
    .startCall(
      server,
      { tool, arguments: request.arguments, meta, ...(given !== undefined && { given }) },
      {
        signal,
        timeoutMs,
        log: context.log,
        ...(session !== undefined && { session }),
        repeatable,
        ...(!repeatable && { onSent: (sent) => noteSent(context, sent) }),
        onProgress: progressReporter(server, tool, context),
        ...ableTo(answers, context),
      },
    )
    .catch(asToolError);
  return 'content' in result ? toMessage(result, request, context) : result;
}

/** Returns the same key for all attempts of a call. The IDs of workflows are no business of the server. */
function idempotencyKey({ workflowId, runId, activityId }: ActivityInfo): string {
  const ids = JSON.stringify([workflowId, runId, activityId]);
  return createHash('sha256').update(ids).digest('base64url');
}

/**
 * Records that the request is about to be sent (`true`) before sending it. Losing the record that it did not arrive
 * (`false`) is harmless.
 */
async function noteSent(context: ActivityContext, sent: boolean): Promise<void> {
  if (sent) await context.checkpoint({ sent });
  else context.heartbeat({ sent });
}

/** Whether the previous attempt sent the request and ended without a recorded outcome. */
function wasInterrupted({ attempt, heartbeatDetails: details }: ActivityInfo): boolean {
  return attempt > 1 && isJsonObject(details) && details['sent'] === true;
}

/** A server that is busy for longer than the call is retried has answered, too. */
function asRefusal(tool: string, error: unknown): ToolResult {
  if (ServerRequestError.isInstance(error) && error.unavailable === true && error.status !== undefined) {
    return {
      content: [{ type: 'text', text: `Tool "${tool}" was not called: ${error.message}` }],
      isError: true,
    };
  }
  throw error;
}

/** A server that answers with an error has answered: the model learns it, as in Python's mcp-agent. */
function asToolError(error: unknown): ToolResult {
  if (ServerRequestError.isInstance(error) && error.rpcCode !== undefined) {
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
  throw error;
}
