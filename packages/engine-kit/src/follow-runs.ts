import type { StatusEvent, WorkflowEvent, WorkflowInfo, WorkflowPosition } from '@mcp-agent/core';
import type { Steps } from './steps.ts';

/** The end of a run, as its followers see it. */
export type FollowedEnd = Pick<StatusEvent, 'status' | 'at' | 'nextRunId'>;

/** A run that {@link followRuns} reads. */
export interface FollowedRun {
  readonly info: Pick<WorkflowInfo, 'runId' | 'startTime'>;
  readonly steps: Steps;
  /** Number of the last event that followers may see. A durable engine counts the committed ones. */
  readonly visibleEvents: number;
  /**
   * Returns the end of the run, if it has ended: once no more of its events can come. Throws if the run cannot continue
   * in this process.
   */
  ending(): FollowedEnd | Promise<FollowedEnd> | undefined;
}

/**
 * Reads the events of a run and of the runs that continue it, as `Control.follow` returns them. It stores no events:
 * each is made from the run when the reader asks for it.
 *
 * @param find returns the run with this ID, or the first one to read
 * @param signal stops reading
 */
export async function* followRuns(
  find: (runId: string | undefined) => FollowedRun | Promise<FollowedRun>,
  after: WorkflowPosition | undefined,
  signal: AbortSignal,
): AsyncGenerator<WorkflowEvent, void> {
  let place: Partial<WorkflowPosition> | undefined = after ?? {};
  while (place !== undefined) {
    const run = await find(place.runId);
    const { nextRunId }: FollowedEnd = yield* followRun(run, place.number ?? 0, signal);
    place = nextRunId === undefined ? undefined : { runId: nextRunId };
  }
}

async function* followRun(
  run: FollowedRun,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<WorkflowEvent, FollowedEnd> {
  const { runId, startTime } = run.info;
  const { log } = run.steps;
  if (after < 1) yield { type: 'status', runId, number: 1, at: startTime, status: 'running' };
  for (let number = Math.max(after, 1) + 1; ;) {
    for (; number <= run.visibleEvents; number += 1) yield { ...log.at(number), runId, number };
    const ending = run.ending();
    if (ending === undefined) {
      await log.changed(signal);
      continue;
    }
    const end = await ending;
    if (number <= run.visibleEvents) continue;
    if (number === run.visibleEvents + 1) yield { type: 'status', runId, number, ...end };
    return end;
  }
}
