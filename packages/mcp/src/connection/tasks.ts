import type { JsonObject } from '@mcp-agent/core';
import {
  type InputRequired,
  type InvalidInput,
  isJsonObject,
  type QuestionAnswer,
} from '@mcp-agent/core/host';
import type { AbortSignalLike } from '@mcp-agent/core/provider';
import { RequestFailure } from '../request-failure.ts';
import type { ToolResult } from '../tool-invocation.ts';
import { MAX_TIMER_MS } from '../wait.ts';
import type { Abilities } from '../abilities.ts';
import type { Connection } from './connection.ts';
import { questionsOf } from './call-tool.ts';
import { inputResponses } from './questions.ts';
import { errorResult, fromTaskResult } from './tool-result.ts';

/** A task that has not ended: how far it is, and when to ask again. */
export interface RunningTask {
  readonly running: { readonly pollMs?: number; readonly message?: string };
}

/** A request to look at a task once. */
export interface TaskLook {
  readonly tool: string;
  readonly taskId: string;
  readonly abilities: Abilities;
  /** Answers to send first. */
  readonly given: readonly QuestionAnswer[];
  readonly answered: readonly string[];
  readonly signal: AbortSignalLike;
  /** Called when the server has the answers. */
  readonly onAnswered: () => Promise<void>;
}

type Seen = ToolResult | InputRequired | InvalidInput | RunningTask;

/** Sends answers to a task if there are any, and returns its result, its questions or its state. */
export async function lookAtTask(connection: Connection, look: TaskLook): Promise<Seen> {
  const { tool, taskId, given, answered, signal, onAnswered } = look;
  if (given.length > 0) {
    const responses = await inputResponses(connection, given);
    if ('invalidInput' in responses) return responses;
    await send(connection, look, 'tasks/update', { taskId, ...responses });
    await onAnswered();
  }
  const task = await send(connection, look, 'tasks/get', { taskId });
  const status = task['status'];
  if (status === 'completed' || status === 'failed' || status === 'cancelled') {
    return connection.era === 'modern'
      ? ended(connection, look, task, status)
      : legacyResult(connection, look, task, status);
  }
  if (status === 'input_required') {
    if (connection.era === 'legacy') return answerLegacy(connection, look, task);
    const asked = questionsOf(connection, tool, task);
    if (!('inputRequired' in asked)) {
      await cancelTask(connection, taskId, signal).catch(() => undefined);
      return asked;
    }
    const open = asked.inputRequired.questions.filter(({ key }) => !answered.includes(key));
    if (open.length > 0) return { inputRequired: { questions: open } };
    connection.log.writeOnce(
      'debug',
      `The task of tool "${tool}" still asks questions that were answered. A new question needs a new key.`,
    );
  }
  return running(task);
}

/** Cancels a task, if the server can. */
export async function cancelTask(
  connection: Connection,
  taskId: string,
  signal: AbortSignalLike,
): Promise<void> {
  if (connection.era === 'legacy' && connection.capabilities.tasks?.cancel === undefined) return;
  await connection.taskRequest('tasks/cancel', { taskId }, { signal, abilities: { tasks: true } });
}

async function ended(
  connection: Connection,
  look: TaskLook,
  task: JsonObject,
  status: string,
): Promise<ToolResult> {
  const { tool } = look;
  const { result, error } = task;
  if (status === 'completed') {
    if (result === undefined) return errorResult(`The task of tool "${tool}" completed without a result.`);
    return fromTaskResult(connection, tool, result, look);
  }
  const said = isJsonObject(error) ? error['message'] : error;
  return errorResult(endedBadly(tool, status, typeof said === 'string' ? said : task['statusMessage']));
}

/** Before 2026-07-28, a request of its own returns what the call would have returned: a result or an error. */
async function legacyResult(
  connection: Connection,
  look: TaskLook,
  { statusMessage }: JsonObject,
  status: string,
): Promise<ToolResult> {
  const { tool, taskId } = look;
  try {
    const result = await send(connection, look, 'tasks/result', { taskId }, connection.spec.readTimeoutMs);
    if (status === 'cancelled') return errorResult(endedBadly(tool, status, statusMessage));
    return await fromTaskResult(connection, tool, result, look);
  } catch (error) {
    if (!(error instanceof RequestFailure) || error.rpcCode === undefined || status === 'completed')
      throw error;
    return errorResult(endedBadly(tool, status, statusMessage ?? error.message));
  }
}

/**
 * Before 2026-07-28, a server asks by requests of its own while the client waits for the result. The wait has the time
 * limit of a call, without the time in which a person or a model answers.
 */
async function answerLegacy(connection: Connection, look: TaskLook, task: JsonObject): Promise<Seen> {
  const { tool, taskId } = look;
  try {
    const result = await send(connection, look, 'tasks/result', { taskId }, connection.spec.readTimeoutMs);
    return await fromTaskResult(connection, tool, result, look);
  } catch (error) {
    // The task goes on, or ended otherwise: the next look tells.
    if (error instanceof RequestFailure) return running(task);
    throw error;
  }
}

function send(
  connection: Connection,
  { abilities, signal }: TaskLook,
  method: 'tasks/get' | 'tasks/result' | 'tasks/update',
  params: JsonObject,
  timeoutMs: number = Math.min(connection.spec.startTimeoutMs, MAX_TIMER_MS),
): Promise<JsonObject> {
  return connection.taskRequest(method, params, {
    signal,
    timeoutMs,
    abilities,
  });
}

function running(task: JsonObject): RunningTask {
  const { pollIntervalMs, pollInterval, statusMessage } = task;
  const pollMs = typeof pollIntervalMs === 'number' ? pollIntervalMs : pollInterval;
  return {
    running: {
      ...(typeof pollMs === 'number' && { pollMs }),
      ...(typeof statusMessage === 'string' && { message: statusMessage }),
    },
  };
}

function endedBadly(tool: string, status: string, why: unknown): string {
  const reason = typeof why === 'string' && why !== '' ? `: ${why}` : '.';
  return status === 'cancelled'
    ? `The server cancelled the task of tool "${tool}"${reason}`
    : `The task of tool "${tool}" failed${reason}`;
}
