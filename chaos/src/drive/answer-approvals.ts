import { humanInputAnswer, nextHumanInput, type WorkflowHandle } from '@mcp-agent/core';
import type { Work } from '../plan/work.ts';
import type { Client } from './client.ts';

/**
 * Answers the approvals of a workflow as planned, until it ends.
 *
 * @returns what was not as it should be
 */
export async function answerApprovals(work: Work, handle: WorkflowHandle, client: Client): Promise<string[]> {
  const problems: string[] = [];
  const steps = work.stages.flat();
  for (;;) {
    const request = await client.request(() => nextHumanInput(handle));
    if (request === undefined) return problems;
    const step =
      request.kind === 'approval' && steps.find(({ number }) => number === request.arguments['step']);
    if (!step) problems.push(`asked a question that is not in the plan: ${JSON.stringify(request)}`);
    const approved = step ? step.approved === true : false;
    await client.request(() =>
      handle.signal(humanInputAnswer, { id: request.id, kind: 'approval', approved, reason: 'as planned' }),
    );
  }
}
