import type { HistoryStep, WorkflowEvent, WorkflowPosition } from '@mcp-agent/core';

/** The steps of a workflow, from its events: those of the runs that continue it follow those of the first run. */
export class FollowedSteps {
  readonly #steps: HistoryStep[] = [];
  #last: WorkflowPosition | undefined;
  /** Number of steps of earlier runs. */
  #before = 0;

  /** The position of the last event. */
  get last(): WorkflowPosition | undefined {
    return this.#last;
  }

  get hasRunningActivity(): boolean {
    return this.#steps.some(({ type, status }) => type === 'activity' && status === 'running');
  }

  list(): readonly HistoryStep[] {
    return this.#steps;
  }

  add(event: WorkflowEvent): void {
    const { runId, number } = event;
    if (this.#last !== undefined && this.#last.runId !== runId) this.#before = this.#steps.length;
    this.#last = { runId, number };
    if (event.type === 'step') this.#steps[this.#before + event.index] = event.step;
  }

  /** Adds the attempts of running activities, which no event shows, from the history of the latest run. */
  addAttempts(history: readonly HistoryStep[]): void {
    for (const [index, step] of history.entries()) {
      const known = this.#steps[this.#before + index];
      if (known?.startedAt === step.startedAt && known.status === 'running' && step.status === 'running') {
        this.#steps[this.#before + index] = step;
      }
    }
  }
}
