import type { ActivityOptions, JsonValue } from '@mcp-agent/core';
import type { ActivityRequest, ChildRequest, ChildRun } from '@mcp-agent/core/engine';
import {
  childResult,
  childStartError,
  hasEnded,
  type LogLine,
  type OpenStep,
  type Outcome,
} from '@mcp-agent/engine-kit';
import { awaitChild, childOf, ChildRuns } from './children.ts';
import { AsyncioControl } from './control.ts';
import { RunLifecycle } from './run-lifecycle.ts';

/** One run of a workflow in memory: the engine's implementation of `WorkflowRuntime`. */
export class AsyncioRun extends RunLifecycle {
  #children: ChildRuns | undefined;

  protected override get logLine(): LogLine {
    return this.store.log;
  }

  override activityDefaults(activity: string): ActivityOptions | undefined {
    return this.store.activities.defaults(activity);
  }

  override executeActivity(request: ActivityRequest): Promise<JsonValue> {
    return this.runActivity(this.store.activities, request, {
      query: (name, args) => this.query(name, args),
      signal: async (name, args) => this.open().signal(name, args),
      update: async (name, args) => this.open().update(name, args),
    });
  }

  override async startChild(request: ChildRequest): Promise<ChildRun> {
    this.throwIfCancelled();
    const { workflowId, runId } = this.info;
    const step = this.steps.beginChild(request.workflowName, request.input, request.workflowId);
    let first: RunLifecycle;
    try {
      first = this.store.startChild(request, { workflowId, runId });
    } catch (thrown) {
      const error = childStartError(thrown, request.workflowId);
      step.fail(error);
      throw error;
    }
    const child = childOf(first, request.parentClosePolicy);
    (this.#children ??= new ChildRuns()).add(child);
    void child.ended.then((outcome) => this.#childEnded(step, first, outcome));
    const result = awaitChild(this.currentScope(), child);
    // The workflow may never await the result.
    result.catch(() => {});
    const control = new AsyncioControl(first);
    return {
      workflowId: control.workflowId,
      runId: control.runId,
      result: () => result,
      signal: async (name, args) => {
        this.throwIfCancelled();
        await control.signal(name, args);
      },
      cancel: async () => {
        this.throwIfCancelled();
        await control.cancel();
      },
    };
  }

  /** Records the end of a child, unless the parent has ended before it. */
  #childEnded(step: OpenStep, child: RunLifecycle, outcome: Outcome): void {
    if (this.outcome !== undefined) return;
    try {
      step.complete(childResult(child.info, outcome, false));
    } catch (error) {
      step.fail(error);
    }
  }

  override async signalWorkflow(workflowId: string, name: string, args: JsonValue[]): Promise<void> {
    this.throwIfCancelled();
    const run = this.store.find(workflowId, undefined);
    if (run.outcome !== undefined) throw hasEnded(workflowId, run.status);
    await run.signal(name, args);
  }

  protected override closeChildren(): void {
    this.#children?.parentClosed();
  }
}
