import type { HistoryStep, JsonValue, WorkflowDescription } from '@mcp-agent/core';
import { type Control, hasEnded, resultOf } from '@mcp-agent/engine';
import { lastOutcome } from './result.ts';
import type { AsyncioRun } from './run.ts';

/** A workflow of the in-memory engine, as callers speak to it. */
export class AsyncioControl implements Control {
  readonly #first: AsyncioRun;

  constructor(first: AsyncioRun) {
    this.#first = first;
  }

  get workflowId(): string {
    return this.#first.info.workflowId;
  }

  get runId(): string {
    return this.#first.info.runId;
  }

  async result(): Promise<JsonValue> {
    return resultOf(this.#first.info, await lastOutcome(this.#first));
  }

  signal(name: string, args: JsonValue[]): void {
    this.#findOpen().signal(name, args);
  }

  query(name: string, args: JsonValue[]): JsonValue {
    return this.#find().workflow.query(name, args);
  }

  update(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#findOpen().update(name, args);
  }

  cancel(): void {
    const run = this.#find();
    if (run.outcome === undefined) run.cancel();
  }

  terminate(reason: string | undefined): void {
    this.#findOpen().terminate(reason);
  }

  describe(): WorkflowDescription {
    return this.#find().describe();
  }

  history(): HistoryStep[] {
    return this.#find().steps.list();
  }

  /** The run that goes on now, where the one that was started was continued as new. */
  #find(): AsyncioRun {
    let run = this.#first;
    while (run.outcome?.status === 'continued_as_new') run = run.outcome.next;
    return run;
  }

  #findOpen(): AsyncioRun {
    const run = this.#find();
    if (run.outcome === undefined) return run;
    throw hasEnded(this.workflowId, run.status);
  }
}
