import { AuthorizationError } from '@mcp-agent/core/errors';
import type { InputRequired, StartedTask } from '@mcp-agent/core/host';
import type { AbortSignalLike } from '@mcp-agent/core/provider';
import { type CallToolResult, isInputRequiredResult, type Progress } from '@modelcontextprotocol/client';
import { RequestFailure } from '../request-failure.ts';
import type { CallToolOutcome, ToolInvocation, ToolResult } from '../tool-invocation.ts';
import { waitFor } from '../wait.ts';
import type { Abilities } from '../abilities.ts';
import type { Connection } from './connection.ts';
import { HEADER_MISMATCH } from './rpc-codes.ts';
import { inputResponses, questionsIn } from './questions.ts';
import { createdTask } from './task-messages.ts';
import { errorResult, fromCallResult } from './tool-result.ts';
import type { ListedTool } from './tools.ts';
import { visitPages } from './visit-pages.ts';

/** The caller's callbacks during a tool call. */
interface CallObserver {
  readonly signal: AbortSignalLike;
  readonly onSent: ((sent: boolean) => Promise<void>) | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly timeoutMs: number | undefined;
  /** What the caller can answer. */
  readonly abilities: Abilities;
}

/**
 * For how long a server of 2025-11-25 is asked to keep the result of a task, in milliseconds: a week. The workers may be
 * away meanwhile.
 */
const TASK_TTL_MS = 604_800_000;

/**
 * Calls a tool. The server checks the arguments, and a model's were checked before the call was scheduled.
 *
 * @returns the result, the server's questions, or the task that the server made of the call
 */
export async function callTool(
  connection: Connection,
  call: ToolInvocation,
  { signal, onSent, onProgress, abilities, timeoutMs = connection.spec.readTimeoutMs }: CallObserver,
): Promise<CallToolOutcome> {
  const tool = (await knownTools(connection, abilities, signal)).get(call.tool);
  const { given } = call;
  const responses = await inputResponses(connection, given?.answers ?? []);
  if ('invalidInput' in responses) return responses;
  const params = {
    name: call.tool,
    arguments: call.arguments,
    ...(given !== undefined && given.answers.length > 0 && responses),
    ...(given?.requestState !== undefined && { requestState: given.requestState }),
    ...(abilities.tasks === true && mustBeTask(connection, tool) && { task: { ttl: TASK_TTL_MS } }),
    ...(call.meta !== undefined && { _meta: call.meta }),
  };
  const send = (current = tool) =>
    connection.callTool(params, current?.definition, {
      signal,
      timeoutMs,
      onProgress,
      abilities,
    });
  await onSent?.(true);
  try {
    const result = await send().catch(async (error: unknown) => {
      // In both cases, the server has done nothing yet. The headers follow the tool's definition, which has changed.
      if (error instanceof RequestFailure && error.rpcCode === HEADER_MISMATCH) {
        connection.tools.discard();
        return send((await knownTools(connection, abilities, signal)).get(call.tool));
      }
      // It first requires the user to log in, for example.
      if (!(await visitPages(connection, error, signal))) throw error;
      return send();
    });
    if (isInputRequiredResult(result)) return questionsOf(connection, call.tool, result);
    return startedTask(result) ?? (await fromCallResult(call.tool, tool, result));
  } catch (error) {
    // Report it at once: the next step, such as restarting the server, may fail as well.
    const unsent = error instanceof RequestFailure && error.delivery !== 'unknown';
    if (unsent || AuthorizationError.isInstance(error)) await onSent?.(false);
    throw error;
  }
}

/** Before 2026-07-28, the client decides what is a task. Others are called as always. */
function mustBeTask({ era, capabilities }: Connection, tool: ListedTool | undefined): boolean {
  const isAble = era === 'legacy' && capabilities.tasks?.requests?.tools?.call !== undefined;
  return isAble && tool?.definition.execution?.taskSupport === 'required';
}

/** @throws {@link RequestFailure} when the task has no ID, so that it cannot be followed */
function startedTask(result: CallToolResult): StartedTask | undefined {
  const task = createdTask(result);
  if (task === undefined) return undefined;
  const { taskId: id } = task;
  if ((typeof id === 'string' && id !== '') || typeof id === 'number') return { task: { id: String(id) } };
  throw new RequestFailure('it continues the call as a task without a taskId, which cannot be followed', {
    delivery: 'unknown',
    final: true,
  });
}

/** Returns the server's questions. The model receives why a call cannot continue. */
export function questionsOf(
  connection: Connection,
  tool: string,
  result: { readonly inputRequests?: unknown; readonly requestState?: unknown },
): InputRequired | ToolResult {
  try {
    return questionsIn(connection, result);
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    return errorResult(`Tool "${tool}" did not complete: ${error.message}.`);
  }
}

/** Returns the tools, whose schemas are needed before the call. If this fails, the call was not sent. */
async function knownTools(
  connection: Connection,
  abilities: Abilities,
  signal: AbortSignalLike,
): Promise<ReadonlyMap<string, ListedTool>> {
  try {
    return await waitFor(connection.tools.known(abilities), signal);
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    const { final, stale, rpcCode, status, unreachable, retryAfterMs } = error;
    const fields = {
      delivery: 'not sent',
      final,
      stale,
      rpcCode,
      status,
      unreachable,
      retryAfterMs,
    } as const;
    throw new RequestFailure(`it did not return its tools: ${error.message}`, fields);
  }
}
