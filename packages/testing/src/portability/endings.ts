import type { JsonValue, WorkflowHandle } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import { WorkflowFailedError } from '@mcp-agent/core/errors';
import { type Ending, failed } from './record.ts';

/** How a run ends; it never rejects. */
export async function endingOf(handle: WorkflowHandle, continued: () => boolean): Promise<Ending> {
  try {
    const output: JsonValue = toJson(await handle.result(), 'result');
    return { status: 'completed', output };
  } catch (error) {
    if (continued()) return { status: 'continued as new' };
    return failed(WorkflowFailedError.isInstance(error) ? error.cause : error);
  }
}
