import type { JsonValue } from '@mcp-agent/core';
import type { WorkflowHandle } from '@temporalio/client';

/** Runs an update. The client's types distinguish updates with and without arguments. */
export function executeUpdate(
  handle: WorkflowHandle,
  name: string,
  args: readonly JsonValue[],
): Promise<JsonValue> {
  const [first, ...more] = args;
  return first === undefined
    ? handle.executeUpdate<JsonValue, []>(name)
    : handle.executeUpdate<JsonValue, [JsonValue, ...JsonValue[]]>(name, { args: [first, ...more] });
}
