import type { JsonValue } from '@mcp-agent/core';
import type { WorkflowHandle } from '@temporalio/client';
import { throwQueryFailure } from '../failure/query-failure.ts';

/**
 * Runs a query.
 *
 * @throws the original error if the query failed in the workflow; otherwise the SDK's errors
 */
export async function executeQuery(
  handle: WorkflowHandle,
  name: string,
  args: readonly JsonValue[],
): Promise<JsonValue> {
  const answer = await handle.query<JsonValue, JsonValue[]>(name, ...args);
  throwQueryFailure(answer);
  return answer;
}
