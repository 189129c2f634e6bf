import type { FollowOptions, HistoryStep, WorkflowEvent, WorkflowHandle } from '@mcp-agent/core';
import { until } from '@mcp-agent/testing/support';
import { STEP_COUNT } from '../workflows/following.ts';

/** Reads events until the workflow has ended. */
export async function eventsOf(handle: WorkflowHandle, options?: FollowOptions): Promise<WorkflowEvent[]> {
  const events: WorkflowEvent[] = [];
  for await (const event of handle.follow(options)) events.push(event);
  return events;
}

/** Reads the next event, as a caller that holds the iterator does. */
export async function nextOf(events: AsyncIterator<WorkflowEvent>): Promise<WorkflowEvent | undefined> {
  const { done, value } = await events.next();
  return done === true ? undefined : value;
}

/** Returns what a table of events shows. */
export function shown(event: WorkflowEvent): string {
  if (event.type === 'step') return `${event.step.type} ${event.step.name} ${event.step.status}`;
  if (event.type === 'stuck') return event.stuck === undefined ? 'continues' : 'stuck';
  return event.type === 'status' ? event.status : `${event.name} ${event.key}`;
}

export function historyFrom(events: readonly WorkflowEvent[]): HistoryStep[] {
  const steps: HistoryStep[] = [];
  for (const event of events) if (event.type === 'step') steps[event.index] = event.step;
  return steps;
}

/** Waits until the steps of `stepsOfAllKinds` have ended: it then waits for a signal. */
export async function untilAllSteps(handle: WorkflowHandle): Promise<void> {
  await until('all steps have ended', async () => {
    const steps = await handle.history();
    return steps.length === STEP_COUNT && steps.every(({ status }) => status !== 'running');
  });
}
