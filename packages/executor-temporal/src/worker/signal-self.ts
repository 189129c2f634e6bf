import type { JsonValue } from '@mcp-agent/core';
import type { Message } from '@mcp-agent/core/engine';
import type { Context } from '@temporalio/activity';
import { encodeToPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';

/**
 * Sends the calling workflow a signal from itself, to its latest run. Idempotent: the server accepts each request ID
 * once.
 */
export async function signalSelf({ client, info }: Context, { name, args }: Message): Promise<JsonValue> {
  const { workflowId = '', runId = '' } = info.workflowExecution ?? {};
  await client.workflowService.signalWorkflowExecution({
    namespace: info.namespace,
    workflowExecution: { workflowId },
    signalName: name,
    input: { payloads: await encodeToPayloads(client.options.loadedDataConverter, ...args) },
    identity: client.options.identity,
    requestId: `${runId}/${info.activityId}`,
  });
  return null;
}
