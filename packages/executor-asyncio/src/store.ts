import type { Settings, WorkflowInfo } from '@mcp-agent/core';
import { ExecutorClosedError } from '@mcp-agent/core/errors';
import {
  ANOTHER_TOOK_ID,
  type ActivityHost,
  type ChildRequest,
  findChildWorkflow,
  type WorkflowRuntime,
} from '@mcp-agent/core/engine';
import {
  applyIdPolicies,
  createLogger,
  type IdPolicies,
  type LogLine,
  notFound,
  RunningActivities,
  startTimer,
} from '@mcp-agent/engine-kit';
import { FinishedRuns } from './finished-runs.ts';
import { AsyncioRun } from './run.ts';
import type { RunLifecycle, RunOwner } from './run-lifecycle.ts';
import type { RunOptions } from './run-info.ts';

const DEFAULT_POLICIES: IdPolicies = { idReusePolicy: 'allow_duplicate', idConflictPolicy: 'fail' };

/** All runs of an executor: the open ones and the most recent finished ones. */
export class RunStore implements RunOwner {
  readonly activities: RunningActivities;
  readonly log: LogLine;
  readonly intercept: (runtime: WorkflowRuntime) => WorkflowRuntime;
  /** Open runs, by workflow ID. */
  readonly #open = new Map<string, RunLifecycle>();
  readonly #finished: FinishedRuns;
  readonly #keepFinished: number;
  #started = 0;
  #closed = false;

  constructor(
    host: ActivityHost,
    settings: Settings,
    keepFinished: number,
    intercept: RunStore['intercept'],
  ) {
    this.activities = new RunningActivities(host);
    this.intercept = intercept;
    this.log = createLogger(settings);
    this.#keepFinished = keepFinished;
    this.#finished = new FinishedRuns(this.#keepFinished);
  }

  /** Returns the latest run of each known workflow ID, most recently started first. */
  list(): RunLifecycle[] {
    const latest = new Map<string, RunLifecycle>();
    for (const run of this.#finished.all()) latest.set(run.info.workflowId, run);
    for (const run of this.#open.values()) latest.set(run.info.workflowId, run);
    return [...latest.values()].toSorted((left, right) => right.info.order - left.info.order);
  }

  /** Returns all open runs. */
  open(): Iterable<RunLifecycle> {
    return this.#open.values();
  }

  /** Starts a run, or returns the running one if the policies say so. */
  start(options: RunOptions, policies: IdPolicies): RunLifecycle {
    if (this.#closed) {
      throw new ExecutorClosedError('The executor is closed and starts no workflows. Create a new executor.');
    }
    const { workflowId } = options;
    const former = this.#latest(workflowId);
    const action = applyIdPolicies(workflowId, former?.status, policies);
    if (former !== undefined && action === 'use') return former;
    if (action === 'replace') former?.terminate(ANOTHER_TOOK_ID);
    return this.#begin(options);
  }

  startChild(request: ChildRequest, parent: WorkflowInfo['parent']): RunLifecycle {
    const { workflowId, input, workflowName, workflow, inherited } = request;
    return this.start(
      { definition: findChildWorkflow(workflowName, workflow), workflowId, input, parent, inherited },
      DEFAULT_POLICIES,
    );
  }

  continueAsNew(options: RunOptions): RunLifecycle {
    return this.#begin(options);
  }

  /** @throws {@link WorkflowNotFoundError} */
  find(workflowId: string, runId: string | undefined): RunLifecycle {
    const latest = this.#latest(workflowId);
    if (latest !== undefined && (runId === undefined || latest.info.runId === runId)) return latest;
    // An earlier run with the same workflow ID has ended.
    const former = runId === undefined ? undefined : this.#finished.find(workflowId, runId);
    if (former !== undefined) return former;
    throw notFound(
      workflowId,
      runId,
      `The in-memory engine knows the workflows that it started: the open ones, and the last ${this.#keepFinished} that ended. Check the id, or raise asyncio.keepFinished.`,
    );
  }

  ended(run: RunLifecycle): void {
    const { workflowId } = run.info;
    // After `continueAsNew`, the next run has taken this entry.
    if (this.#open.get(workflowId) === run) this.#open.delete(workflowId);
    this.#finished.add(run);
  }

  /** Cancels all open runs, lets them clean up for `graceMs` milliseconds, and terminates those still open. */
  async close(graceMs: number): Promise<void> {
    this.#closed = true;
    for (const run of this.open()) void run.cancel();
    const graceOver = Date.now() + graceMs;
    const { promise: timeUp, resolve } = Promise.withResolvers<void>();
    const timer = startTimer(graceMs, resolve);
    await Promise.race([Promise.all([...this.open()].map((run) => run.closed)), timeUp]);
    timer[Symbol.dispose]();
    for (const run of this.open()) run.terminate('the executor was closed');
    await this.activities.settled(Math.max(0, graceOver - Date.now()));
  }

  #latest(workflowId: string): RunLifecycle | undefined {
    return this.#open.get(workflowId) ?? this.#finished.latest(workflowId);
  }

  #begin(options: RunOptions): RunLifecycle {
    this.#started += 1;
    const run = new AsyncioRun(this, options, this.#started);
    this.#open.set(options.workflowId, run);
    // Start outside the caller's turn: a chain of children, or of `continueAsNew`, would grow the stack.
    void soon.then(() => run.begin());
    return run;
  }
}

const soon = Promise.resolve();
