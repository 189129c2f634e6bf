import type { Executor } from '@mcp-agent/core';
import { messageOf } from '@mcp-agent/core/engine';

/** Describes workflows that did not end: their state, why they are stuck, and the steps that they wait for. */
export async function describeHung(executor: Executor, workflowIds: readonly string[]): Promise<string[]> {
  return Promise.all(workflowIds.map((workflowId) => describeOne(executor, workflowId)));
}

async function describeOne(executor: Executor, workflowId: string): Promise<string> {
  try {
    const handle = executor.getHandle(workflowId);
    const { status, stuck } = await handle.describe();
    const steps = (await handle.history()).filter((step) => step.status === 'running');
    const waits = steps.map(({ type, name, attempts, retry }) => {
      const why = retry === undefined ? '' : `, last ${retry.error.code}: ${retry.error.message}`;
      return `${type} ${name} (attempt ${attempts}${why})`;
    });
    const reason = stuck === undefined ? '' : `, stuck: ${stuck.error.code}: ${stuck.error.message}`;
    return `${workflowId} is ${status}${reason}, and waits for ${waits.join(', ') || 'no step'}`;
  } catch (error) {
    return `${workflowId} cannot be described: ${messageOf(error)}`;
  }
}
