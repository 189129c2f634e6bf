import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowHandle } from '@mcp-agent/core';
import type { StepView } from './step.ts';
import { viewStep } from './view-step.ts';

const EVERY_MS = 100;

/** Tells the steps of a workflow while it runs, and all of them when it has ended. */
export async function followHistory(
  handle: WorkflowHandle,
  result: Promise<unknown>,
  onSteps: (steps: StepView[]) => void,
): Promise<void> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  result.then(end, end);
  for (let last = false; !last;) {
    await wait(EVERY_MS, undefined, { signal: ended.signal }).catch(() => {});
    last = ended.signal.aborted;
    try {
      onSteps((await handle.history()).map(viewStep));
    } catch {
      // An engine that cannot be asked just now: what became of the workflow, its result tells.
    }
  }
}
