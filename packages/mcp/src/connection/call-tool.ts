import { fromJson, toJson } from '@mcp-agent/core/engine';
import type { JsonObject } from '@mcp-agent/core';
import { AuthorizationError } from '@mcp-agent/core/errors';
import type { AbortSignalLike } from '@mcp-agent/core/provider';
import { type CallToolResult, isInputRequiredResult, type Progress } from '@modelcontextprotocol/client';
import { RequestFailure } from '../request-failure.ts';
import type { ToolInvocation, ToolResult } from '../tool-invocation.ts';
import { waitFor } from '../wait.ts';
import type { Connection } from './connection.ts';
import { contentParts } from './content.ts';
import { TOO_LARGE } from './too-large.ts';
import type { ListedTool } from './tools.ts';
import { visitPages } from './visit-pages.ts';

/** The caller's callbacks during a tool call. */
interface CallObserver {
  readonly signal: AbortSignalLike;
  readonly onSent: ((sent: boolean) => Promise<void>) | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** Calls a tool. The server checks the arguments, and a model's were checked before the call was scheduled. */
export async function callTool(
  connection: Connection,
  call: ToolInvocation,
  { signal, onSent, onProgress }: CallObserver,
): Promise<ToolResult> {
  const tool = (await knownTools(connection, signal)).get(call.tool);
  const params = {
    name: call.tool,
    arguments: call.arguments,
    ...(call.meta !== undefined && { _meta: call.meta }),
  };
  const send = async (): Promise<CallToolResult> => {
    const settings = { signal, timeoutMs: connection.spec.readTimeoutMs, onProgress };
    const result = await connection.callTool(params, tool?.definition, settings);
    if (isInputRequiredResult(result)) throw unsupportedQuestions();
    return result;
  };
  await onSent?.(true);
  try {
    const result = await send().catch(async (error: unknown) => {
      // The server has done nothing yet: it first requires the user to log in, for example.
      if (!(await visitPages(connection, error, signal))) throw error;
      return send();
    });
    const { structuredContent } = result;
    const schemaMismatch = result.isError === true ? undefined : await tool?.resultProblem(structuredContent);
    if (schemaMismatch !== undefined) return invalidResult(call.tool, schemaMismatch, contentParts(result));
    return {
      content: contentParts(result),
      isError: result.isError ?? false,
      ...(structuredContent !== undefined && {
        structuredContent: fromJson<JsonObject>(toJson(structuredContent, 'structured content')),
      }),
    };
  } catch (error) {
    // Report it at once: the next step, such as restarting the server, may fail as well.
    const unsent = error instanceof RequestFailure && error.delivery !== 'unknown';
    if (error instanceof RequestFailure && error.data === TOO_LARGE) {
      // A model can request less.
      return errorResult(`Tool "${call.tool}" was called, but ${error.message}. Request less data.`);
    }
    if (unsent || AuthorizationError.isInstance(error)) await onSent?.(false);
    throw error;
  }
}

/** Returns the tools, whose schemas are needed before the call. If this fails, the call was not sent. */
async function knownTools(
  connection: Connection,
  signal: AbortSignalLike,
): Promise<ReadonlyMap<string, ListedTool>> {
  try {
    return await waitFor(connection.knownTools(), signal);
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    const { final, stale, rpcCode, status } = error;
    const fields = { delivery: 'not sent', final, stale, rpcCode, status } as const;
    throw new RequestFailure(`it did not return its tools: ${error.message}`, fields);
  }
}

function unsupportedQuestions(): RequestFailure {
  return new RequestFailure('it asks for input, which this client does not support yet', {
    delivery: 'answered',
    final: true,
  });
}

function errorResult(text: string): ToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

/** Reports to the model that the tool ran but its result does not match its output schema. */
function invalidResult(tool: string, problem: string, content: ToolResult['content']): ToolResult {
  const text = `Tool "${tool}" was called, but its result does not match its output schema: ${problem}. The result:`;
  return { content: [{ type: 'text', text }, ...content], isError: true };
}
