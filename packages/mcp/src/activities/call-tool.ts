import { type ActivityContext, type ActivityInfo, defineActivity, type ToolMessage } from '@mcp-agent/core';
import { ServerRequestError } from '@mcp-agent/core/errors';
import { CALL_TOOL, ELICIT_UPDATE, SAMPLE_UPDATE, type ToolCallRequest } from '@mcp-agent/core/host';
import { conversationCache } from '@mcp-agent/core/provider';
import type { Answerer } from '../answerer.ts';
import { mcpConnections } from '../connections.ts';
import { unknownOutcome } from '../errors.ts';
import { INVALID_PARAMS, METHOD_NOT_FOUND } from '../connection/rpc-codes.ts';
import { progressReporter } from './progress.ts';
import type { ToolResult } from '../tool-invocation.ts';

/** What a request that a model can put right is refused with: no such tool, arguments that do not fit. */
const MENDABLE = new Set([METHOD_NOT_FOUND, INVALID_PARAMS]);

/**
 * Calls a tool of an MCP server. Before the request leaves, the engine has recorded `{ sent: true }`: if the worker
 * dies, the next attempt knows that the tool may have done its work.
 */
defineActivity({
  name: CALL_TOOL,
  run: async (request: ToolCallRequest, context): Promise<ToolMessage> => {
    const { info, signal } = context;
    const { server, tool, repeatable, answers, session, place } = request;
    if (wasInterrupted(info) && !repeatable) {
      throw unknownOutcome(server, tool, 'the attempt before this one ended while it was called.');
    }
    const connections = await context.resource(mcpConnections);
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
      // Two attempts may both come to an end; their messages are told apart.
      id: `${info.activityId}.${info.attempt}`,
      role: 'tool',
      toolCallId: request.toolCallId,
      content: result.content,
      isError: result.isError,
      // A model reads the content; a second copy of it would only fill the history.
      ...(place === undefined && structured(result)),
    };
    if (place !== undefined) {
      (await context.resource(conversationCache)).put(place.conversation, place.index, message);
    }
    return message;
  },
});

/** That the request leaves must be recorded before it does. That it did not arrive may be lost: nothing happens then. */
async function noteSent(context: ActivityContext, sent: boolean): Promise<void> {
  if (sent) await context.checkpoint({ sent });
  else context.heartbeat({ sent });
}

/** Whether the attempt before this one had sent the request, and did not live to tell how it went. */
function wasInterrupted({ attempt, heartbeatDetails: details }: ActivityInfo): boolean {
  const isObject = typeof details === 'object' && details !== null && !Array.isArray(details);
  return attempt > 1 && isObject && details['sent'] === true;
}

function asToolError(error: unknown): ToolResult {
  if (ServerRequestError.isInstance(error) && error.rpcCode !== undefined && MENDABLE.has(error.rpcCode)) {
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
  throw error;
}

function structured({ structuredContent }: ToolResult): Pick<ToolMessage, 'structuredContent'> {
  return structuredContent === undefined ? {} : { structuredContent };
}

/** Hands what the server asks to the agent of the workflow that made the call. */
function answererFor(
  { agent, sampling, elicitation }: NonNullable<ToolCallRequest['answers']>,
  context: ActivityContext,
): Answerer {
  return {
    ...(sampling && { sample: (asked) => context.updateWorkflow(SAMPLE_UPDATE, agent, asked) }),
    ...(elicitation && { elicit: (asked) => context.updateWorkflow(ELICIT_UPDATE, agent, asked) }),
  };
}
