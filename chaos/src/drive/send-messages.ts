import type { WorkflowHandle } from '@mcp-agent/core';
import { WorkflowNotFoundError } from '@mcp-agent/core/errors';
import type { Work } from '../plan/work.ts';
import { act, go, isUpdate, performedStages, type StageMessage } from '../workflows/messages.ts';
import type { Client } from './client.ts';

/**
 * Sends the messages of a workflow, one for each stage, and queries it.
 *
 * @returns what was not as it should be
 */
export async function sendMessages(work: Work, handle: WorkflowHandle, client: Client): Promise<string[]> {
  const problems: string[] = [];
  let sending = 0;
  for (const stage of work.stages.keys()) {
    const first = sending + 1;
    const next = (): StageMessage => ({ stage, sending: (sending += 1) });
    const isLost = (error: unknown): boolean => WorkflowNotFoundError.isInstance(error) && sending > first;
    if (!isUpdate(stage)) {
      await client
        .request(() => handle.signal(go, next()))
        .catch((error: unknown) => {
          if (!isLost(error)) throw error;
        });
      continue;
    }
    const receipts = await client
      .request(() => handle.update(act, next()))
      .catch((error: unknown) => {
        if (!isLost(error)) throw error;
      });
    // The answer was lost, and the workflow has ended meanwhile.
    if (receipts === undefined) return problems;
    const performed = await client.request(() => handle.query(performedStages));
    if (receipts.length !== work.stages[stage]?.length) {
      problems.push(`the update of stage ${stage} returned ${JSON.stringify(receipts)}`);
    }
    // What an update has returned, every later query must know.
    if (performed <= stage)
      problems.push(`after the update of stage ${stage}, ${performed} stages were performed`);
  }
  return problems;
}
