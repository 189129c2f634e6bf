import {
  ExecutorClosedError,
  type IdConflictPolicy,
  type IdReusePolicy,
  type Settings,
  WorkflowAlreadyExistsError,
  type WorkflowInfo,
  WorkflowNotFoundError,
} from '@mcp-agent/core';
import { type ActivityHost, type ChildRequest, findWorkflow } from '@mcp-agent/core/engine';
import { createLogger, type LogLine } from './logger.ts';
import { AsyncioRun, type RunOptions } from './run.ts';

/** What becomes of a start when the id is known already. */
export interface IdPolicies {
  readonly idReusePolicy: IdReusePolicy;
  readonly idConflictPolicy: IdConflictPolicy;
}

const DEFAULT_POLICIES: IdPolicies = { idReusePolicy: 'allow_duplicate', idConflictPolicy: 'fail' };

/** All runs of an executor: those that run, and the last of those that have ended. */
export class RunStore {
  readonly host: ActivityHost;
  readonly log: LogLine;
  readonly #latest = new Map<string, AsyncioRun>();
  readonly #byRunId = new Map<string, AsyncioRun>();
  readonly #finished = new Set<AsyncioRun>();
  readonly #activities = new Set<Promise<unknown>>();
  readonly #keepFinished: number;
  #closed = false;

  constructor(host: ActivityHost, settings: Settings) {
    this.host = host;
    this.log = createLogger(settings);
    this.#keepFinished = settings.asyncio?.keepFinished ?? 1_000;
  }

  /** The latest runs of the ids that are known, those that started last first. */
  list(): AsyncioRun[] {
    return [...this.#latest.values()].toReversed();
  }

  /** The runs that have not ended. */
  *open(): Generator<AsyncioRun> {
    for (const run of this.#byRunId.values()) {
      if (run.outcome === undefined) yield run;
    }
  }

  /** Starts a run, or gives the one that the policies say. */
  start(options: RunOptions, policies: IdPolicies): AsyncioRun {
    if (this.#closed) {
      throw new ExecutorClosedError('This executor is closed and starts nothing any more. Make a new one.');
    }
    const { workflowId } = options;
    const former = this.#latest.get(workflowId);
    if (former !== undefined) {
      if (former.outcome === undefined) {
        if (policies.idConflictPolicy === 'use_existing') return former;
        if (policies.idConflictPolicy === 'fail') throw taken(workflowId, 'is running', 'idConflictPolicy');
        former.terminate('another workflow took its id');
      } else if (
        policies.idReusePolicy === 'reject_duplicate' ||
        (policies.idReusePolicy === 'allow_duplicate_failed_only' && former.outcome.status === 'completed')
      ) {
        throw taken(workflowId, `has ${former.outcome.status}`, 'idReusePolicy');
      }
    }
    return this.#begin(options);
  }

  startChild(request: ChildRequest, parent: WorkflowInfo['parent']): AsyncioRun {
    const { workflowId, input, workflowName } = request;
    return this.start(
      { definition: findWorkflow(workflowName), workflowId, input, parent },
      DEFAULT_POLICIES,
    );
  }

  continueAsNew(options: RunOptions): AsyncioRun {
    return this.#begin(options);
  }

  /** @throws {@link WorkflowNotFoundError} */
  find(workflowId: string, runId: string | undefined): AsyncioRun {
    const run = runId === undefined ? this.#latest.get(workflowId) : this.#byRunId.get(runId);
    if (run !== undefined && run.info.workflowId === workflowId) return run;
    throw new WorkflowNotFoundError(
      `No workflow "${workflowId}"${runId === undefined ? '' : ` with run "${runId}"`} is known to this executor. ` +
        `The in-memory engine knows what it started itself, and of what has ended the last ${this.#keepFinished}.`,
      { workflowId, ...(runId !== undefined && { runId }) },
    );
  }

  /** Told by each run that it has ended. */
  ended(run: AsyncioRun): void {
    this.#finished.add(run);
    for (const oldest of this.#finished) {
      if (this.#finished.size <= this.#keepFinished) break;
      this.#finished.delete(oldest);
      this.#byRunId.delete(oldest.info.runId);
      if (this.#latest.get(oldest.info.workflowId) === oldest) this.#latest.delete(oldest.info.workflowId);
    }
  }

  /** Remembers an activity until it has settled, so that closing can wait for it. */
  track(activity: Promise<unknown>): void {
    this.#activities.add(activity);
    const forget = (): void => {
      this.#activities.delete(activity);
    };
    activity.then(forget, forget);
  }

  /** Cancels what runs, lets it clean up for that long, and ends what has not ended by then. */
  async close(graceMs: number): Promise<void> {
    this.#closed = true;
    for (const run of this.open()) run.cancel();
    const { promise: graceOver, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, graceMs);
    await Promise.race([Promise.all([...this.open()].map((run) => run.closed)), graceOver]);
    for (const run of this.open()) run.terminate('the executor was closed');
    await Promise.race([Promise.allSettled(this.#activities), graceOver]);
    clearTimeout(timer);
  }

  #begin(options: RunOptions): AsyncioRun {
    const run = new AsyncioRun(this, options);
    // Set anew, so that the id stands where it was started last.
    this.#latest.delete(options.workflowId);
    this.#latest.set(options.workflowId, run);
    this.#byRunId.set(run.info.runId, run);
    // Not within the caller's turn: a chain of children, or of continueAsNew, would grow the stack.
    queueMicrotask(() => run.begin());
    return run;
  }
}

function taken(workflowId: string, what: string, policy: string): WorkflowAlreadyExistsError {
  return new WorkflowAlreadyExistsError(
    `A workflow with the id "${workflowId}" ${what}. Use another id, or say what should happen with ${policy}.`,
    { workflowId },
  );
}
