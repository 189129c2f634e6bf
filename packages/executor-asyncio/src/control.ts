import type {
  HistoryStep,
  JsonValue,
  WorkflowDescription,
  WorkflowEvent,
  WorkflowPosition,
} from '@mcp-agent/core';
import { type Control, followRuns, hasEnded, resultOf } from '@mcp-agent/engine-kit';
import { lastOutcome, latestRun, runIn } from './result.ts';
import type { RunLifecycle } from './run-lifecycle.ts';

/** The `Control` of a workflow on the in-memory engine. */
export class AsyncioControl implements Control {
  readonly #first: RunLifecycle;

  constructor(first: RunLifecycle) {
    this.#first = first;
  }

  get workflowId(): string {
    return this.#first.info.workflowId;
  }

  get runId(): string {
    return this.#first.info.runId;
  }

  async result(): Promise<JsonValue> {
    const outcome = await lastOutcome(this.#first);
    return resultOf(latestRun(this.#first).info, outcome);
  }

  async signal(name: string, args: JsonValue[]): Promise<void> {
    await this.#findOpen().signal(name, args);
  }

  query(name: string, args: JsonValue[]): Promise<JsonValue> {
    return latestRun(this.#first).query(name, args);
  }

  async update(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#findOpen().update(name, args);
  }

  async cancel(): Promise<void> {
    await latestRun(this.#first).cancel();
  }

  terminate(reason: string | undefined): void {
    this.#findOpen().terminate(reason);
  }

  describe(): WorkflowDescription {
    return latestRun(this.#first).describe();
  }

  history(): HistoryStep[] {
    return latestRun(this.#first).steps.list();
  }

  follow(after: WorkflowPosition | undefined, signal: AbortSignal): AsyncGenerator<WorkflowEvent, void> {
    return followRuns((runId) => runIn(this.#first, runId), after, signal);
  }

  #findOpen(): RunLifecycle {
    const run = latestRun(this.#first);
    if (run.outcome === undefined) return run;
    throw hasEnded(this.workflowId, run.status);
  }
}
