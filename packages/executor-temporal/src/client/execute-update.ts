import type { JsonValue } from '@mcp-agent/core';
import type { WorkflowHandle } from '@temporalio/client';

/** The client's types tell an update that takes nothing from one that takes something. */
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
