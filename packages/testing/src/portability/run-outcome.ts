import type { JsonValue, WorkflowHandle } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import { WorkflowFailedError } from '@mcp-agent/core/errors';
import { type RunOutcome, failed } from './record.ts';

/** Returns how a run ends. Never rejects. */
export async function runOutcome(handle: WorkflowHandle, continued: () => boolean): Promise<RunOutcome> {
  try {
    const output: JsonValue = toJson(await handle.result(), 'result');
    return { status: 'completed', output };
  } catch (error) {
    if (continued()) return { status: 'continued as new' };
    return failed(WorkflowFailedError.isInstance(error) ? error.cause : error);
  }
}
