import type { JsonValue } from '@mcp-agent/core';
import type { WorkflowHandle } from '@temporalio/client';
import { throwQueryFailure } from '../failure/query-failure.ts';

/** @throws the error of a query that failed in the workflow, as it was thrown there; otherwise the SDK's errors */
export async function executeQuery(
  handle: WorkflowHandle,
  name: string,
  args: readonly JsonValue[],
): Promise<JsonValue> {
  const answer = await handle.query<JsonValue, JsonValue[]>(name, ...args);
  throwQueryFailure(answer);
  return answer;
}
