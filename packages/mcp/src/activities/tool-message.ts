import type { ActivityContext, ToolMessage } from '@mcp-agent/core';
import { conversationCache } from '@mcp-agent/core/provider';
import type { ToolResult } from '../tool-invocation.ts';

/** Creates the message with a tool's result, and keeps it for the next call of the model on this worker. */
export async function toMessage(
  { content, isError, structuredContent }: ToolResult,
  {
    toolCallId,
    place,
  }: {
    readonly toolCallId: string;
    readonly place?: { readonly conversation: string; readonly index: number };
  },
  { info, resource }: ActivityContext,
): Promise<ToolMessage> {
  const message: ToolMessage = {
    // Two attempts may both complete; this ID distinguishes their messages.
    id: `${info.activityId}.${info.attempt}`,
    role: 'tool',
    toolCallId,
    content,
    isError,
    // The model reads `content`; a second copy would only enlarge the history.
    ...(place === undefined && structuredContent !== undefined && { structuredContent }),
  };
  if (place !== undefined) (await resource(conversationCache)).put(place.conversation, place.index, message);
  return message;
}
