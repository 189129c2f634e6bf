import { type ActivityContext, type ActivityInfo, defineActivity, type ToolMessage } from '@mcp-agent/core';
import { ServerRequestError } from '@mcp-agent/core/errors';
import {
  CALL_TOOL,
  ELICIT_UPDATE,
  isJsonObject,
  SAMPLE_UPDATE,
  type SessionNeeded,
  type ToolCallRequest,
} from '@mcp-agent/core/host';
import { conversationCache } from '@mcp-agent/core/provider';
import type { Answerer } from '../answerer.ts';
import { mcpConnections } from '../connections.ts';
import { unknownOutcome } from '../errors.ts';
import { INVALID_PARAMS, METHOD_NOT_FOUND } from '../connection/rpc-codes.ts';
import { progressReporter } from './progress.ts';
import type { ToolResult } from '../tool-invocation.ts';

/** Error codes of requests that a model can correct: unknown tool, invalid arguments. */
const CORRECTABLE = new Set([METHOD_NOT_FOUND, INVALID_PARAMS]);

/**
 * Calls a tool of an MCP server. Before the request is sent, the engine records `{ sent: true }`: if the worker dies,
 * the next attempt knows that the tool may have run.
 */
defineActivity({
  name: CALL_TOOL,
  run: async (request: ToolCallRequest, context): Promise<ToolMessage | SessionNeeded> => {
    const { info, signal } = context;
    const { server, tool, repeatable, answers, session, place } = request;
    if (wasInterrupted(info) && !repeatable) {
      throw unknownOutcome(server, tool, 'the previous attempt ended during the call.');
    }
    const connections = await context.resource(mcpConnections);
    if (session === undefined && connections.needsSession(server)) return { needsSession: true };
    const meta = { 'mcp-agent/idempotencyKey': `${info.workflowId}/${info.runId}/${info.activityId}` };
    const result = await connections
      .callTool(
        server,
        { tool, arguments: request.arguments, meta },
        {
          signal,
          log: context.log,
          ...(session !== undefined && { session }),
          repeatable,
          ...(!repeatable && { onSent: (sent) => noteSent(context, sent) }),
          onProgress: progressReporter(server, tool, context),
          ...((answers?.sampling || answers?.elicitation) && { answerer: answererFor(answers, context) }),
        },
      )
      .catch(asToolError);
    const message: ToolMessage = {
      // Two attempts may both complete; this ID distinguishes their messages.
      id: `${info.activityId}.${info.attempt}`,
      role: 'tool',
      toolCallId: request.toolCallId,
      content: result.content,
      isError: result.isError,
      // The model reads `content`; a second copy would only enlarge the history.
      ...(place === undefined && structured(result)),
    };
    if (place !== undefined) {
      (await context.resource(conversationCache)).put(place.conversation, place.index, message);
    }
    return message;
  },
});

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

function asToolError(error: unknown): ToolResult {
  if (ServerRequestError.isInstance(error) && error.rpcCode !== undefined && CORRECTABLE.has(error.rpcCode)) {
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
  throw error;
}

function structured({ structuredContent }: ToolResult): Pick<ToolMessage, 'structuredContent'> {
  return structuredContent === undefined ? {} : { structuredContent };
}

/** Forwards the server's requests to the agent in the calling workflow. */
function answererFor(
  { agent, sampling, elicitation }: NonNullable<ToolCallRequest['answers']>,
  context: ActivityContext,
): Answerer {
  return {
    ...(sampling && { sample: (asked) => context.updateWorkflow(SAMPLE_UPDATE, agent, asked) }),
    ...(elicitation && { elicit: (asked) => context.updateWorkflow(ELICIT_UPDATE, agent, asked) }),
  };
}
