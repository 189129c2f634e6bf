import type { McpAgentError } from '@mcp-agent/core/errors';
import type { WorkflowCaller } from '@mcp-agent/core/engine';
import type { Context } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import { fromClientError } from '../client/errors.ts';
import { executeQuery } from '../client/execute-query.ts';
import { executeUpdate } from '../client/execute-update.ts';

/**
 * Converts the error of a request that an activity sent to its worker's server.
 *
 * @param messageName name of the query or update
 */
export function fromWorkerRequest(
  error: unknown,
  info: Context['info'],
  messageName?: string,
): McpAgentError {
  const { workflowId = '', runId = '' } = info.workflowExecution ?? {};
  return fromClientError(error, {
    address: "the worker's server",
    namespace: info.namespace,
    workflowId,
    runId,
    ...(messageName !== undefined && { messageName }),
  });
}

/** Returns the workflow that called an activity, through the worker's connection to the server. */
export function callerOf({ client, info }: Context): WorkflowCaller {
  const { workflowId = '', runId = '' } = info.workflowExecution ?? {};
  const handle = client.workflow.getHandle(workflowId, runId);
  const speak = async <T>(messageName: string, send: (handle: WorkflowHandle) => Promise<T>): Promise<T> => {
    try {
      return await send(handle);
    } catch (error) {
      throw fromWorkerRequest(error, info, messageName);
    }
  };
  return {
    query: (name, args) => speak(name, (run) => executeQuery(run, name, args)),
    signal: (name, args) => speak(name, (run) => run.signal(name, ...args)),
    update: (name, args) => speak(name, (run) => executeUpdate(run, name, args)),
  };
}
