import { type ActivityContext, defineActivity, type JsonObject, type ToolMessage } from '@mcp-agent/core';
import { NotReadyError, ServerRequestError, ServerStartError } from '@mcp-agent/core/errors';
import {
  CANCEL_TASK,
  FOLLOW_TASK,
  type FollowTaskRequest,
  type InputRequired,
  type InvalidInput,
  isJsonObject,
  type SessionNeeded,
} from '@mcp-agent/core/host';
import { mcpConnections } from '../connections.ts';
import { INVALID_PARAMS, METHOD_NOT_FOUND } from '../connection/rpc-codes.ts';
import { unknownOutcome } from '../errors.ts';
import { ableTo } from './able-to.ts';
import { defineOwnRequest } from './ask.ts';
import { pollDelay } from './poll-delay.ts';
import { toMessage } from './tool-message.ts';

/** Error codes of a server that does not know the task. */
const UNKNOWN_TASK = new Set([METHOD_NOT_FOUND, INVALID_PARAMS]);
/** How many attempts in a row may fail to reach the server: about a day. */
const MAX_FAILURES = 2_880;

/** What an attempt leaves for the next one. */
interface Progress {
  /** Whether the server has the answers. */
  readonly answered: boolean;
  /** The server's last message, which is logged once. */
  readonly message: string;
  /** Attempts in a row that failed. */
  readonly failures: number;
}

/**
 * Looks at a task once. While it runs, the attempt ends with a `NotReadyError`: the engine waits and starts the next one,
 * on any worker.
 */
defineActivity({
  name: FOLLOW_TASK,
  run: async (
    request: FollowTaskRequest & { readonly session?: string },
    context,
  ): Promise<ToolMessage | SessionNeeded | InputRequired | InvalidInput> => {
    const { server, tool, session } = request;
    const connections = await context.resource(mcpConnections);
    if (session === undefined && connections.needsSession(server)) return { needsSession: true };
    let progress = progressBefore(context);
    const note = async (news: Partial<Progress>): Promise<void> => {
      progress = { ...progress, ...news };
      await context.checkpoint({ ...progress });
    };
    const able = ableTo(request.answers, context);
    const look = {
      tool,
      taskId: request.taskId,
      abilities: able.abilities,
      given: progress.answered ? [] : (request.given ?? []),
      answered: request.answered ?? [],
      signal: context.signal,
      onAnswered: () => note({ answered: true }),
    };
    const caller = {
      signal: context.signal,
      log: context.log,
      ...(session !== undefined && { session }),
      ...able,
    };
    const { lookAtTask } = await import('../connection/tasks.ts');
    const seen = await connections
      .ask(server, 'tasks/get', caller, (connection) => lookAtTask(connection, look))
      .catch(async (error: unknown) => {
        if (!ServerRequestError.isInstance(error) && !ServerStartError.isInstance(error)) throw error;
        const rpcCode = ServerRequestError.isInstance(error) ? error.rpcCode : undefined;
        if (rpcCode !== undefined && UNKNOWN_TASK.has(rpcCode)) {
          throw unknownOutcome(server, tool, `the server does not know its task: ${error.message}`);
        }
        await note({ failures: progress.failures + 1 });
        if (progress.failures < MAX_FAILURES || error.nonRetryable === true) throw error;
        throw unknownOutcome(server, tool, `the server of its task does not respond: ${error.message}`);
      });
    if (!('running' in seen)) return 'content' in seen ? toMessage(seen, request, context) : seen;
    const { pollMs, message = '' } = seen.running;
    if (message !== '' && message !== progress.message) {
      context.log('info', `Tool "${tool}": ${message.slice(0, 500)}`, {
        server,
        tool,
        message: message.slice(0, 500),
      });
    }
    await note({ message, failures: 0 });
    throw new NotReadyError(`The task of tool "${tool}" of MCP server "${server}" runs. ${message}`.trim(), {
      nextRetryDelayMs: pollDelay(context.info.attempt, pollMs),
    });
  },
});

defineOwnRequest(
  CANCEL_TASK,
  'tasks/cancel',
  async (connection, { taskId }: { readonly server: string; readonly taskId: string }, { signal }) => {
    const { cancelTask } = await import('../connection/tasks.ts');
    await cancelTask(connection, taskId, signal);
    return {};
  },
);

function progressBefore({ info: { heartbeatDetails: details } }: ActivityContext): Progress {
  const { answered, message, failures }: JsonObject = isJsonObject(details) ? details : {};
  return {
    answered: answered === true,
    message: typeof message === 'string' ? message : '',
    failures: typeof failures === 'number' ? failures : 0,
  };
}
