import { randomUUID } from 'node:crypto';
import {
  CancelledError,
  errorFromData,
  errorToData,
  isCancellation,
  type JsonObject,
  type JsonValue,
  type LogLevel,
  type McpAgentError,
  type SearchAttributes,
  TerminatedError,
  TimeoutError,
  type WorkflowDescription,
  type WorkflowInfo,
  type WorkflowDefinition,
  type WorkflowStatus,
} from '@mcp-agent/core';
import {
  type ActivityRequest,
  type ChildRequest,
  type ChildRun,
  type Scope,
  type ScopeKind,
  WorkflowRun,
  type WorkflowRuntime,
} from '@mcp-agent/core/engine';
import { runActivity } from './activity.ts';
import { awaitChild, ChildRuns } from './children.ts';
import { Conditions } from './conditions.ts';
import { ContinueAsNew } from './continue-as-new.ts';
import { running } from './current.ts';
import type { RunStore } from './store.ts';
import { CancelScope } from './scope.ts';
import { Steps } from './steps.ts';
import { startTimer } from './timer.ts';

/** What became of a run. */
export type Outcome =
  | { readonly status: 'completed'; readonly output: JsonValue }
  | { readonly status: 'failed'; readonly error: McpAgentError }
  | { readonly status: 'cancelled' | 'terminated' | 'timed_out'; readonly error: McpAgentError }
  | { readonly status: 'continued_as_new'; readonly next: AsyncioRun };

/** How a run is made. */
export interface RunOptions {
  readonly definition: WorkflowDefinition;
  readonly input: JsonValue;
  readonly workflowId: string;
  readonly parent?: WorkflowInfo['parent'];
  readonly memo?: JsonObject;
  readonly searchAttributes?: SearchAttributes;
  readonly runTimeoutMs?: number;
  /** When the execution must be over, in milliseconds since 1970. */
  readonly deadline?: number;
}

/** One run of a workflow in memory: the engine's side of door 1. */
export class AsyncioRun implements WorkflowRuntime {
  readonly info: WorkflowInfo;
  readonly replaying = false;
  readonly steps: Steps = new Steps();
  /** Resolves when the run has ended. */
  readonly closed: Promise<Outcome>;
  readonly workflow: WorkflowRun;

  readonly #store: RunStore;
  readonly #options: RunOptions;
  readonly #root = new CancelScope('cancellable');
  readonly #conditions = new Conditions();
  readonly #children = new ChildRuns();
  readonly #close: (outcome: Outcome) => void;
  #outcome: Outcome | undefined;
  #closedAt: number | undefined;
  #activities = 0;
  #stopTimer: (() => void) | undefined;

  constructor(store: RunStore, options: RunOptions) {
    this.#store = store;
    this.#options = options;
    this.info = {
      workflowId: options.workflowId,
      runId: randomUUID(),
      workflowName: options.definition.name,
      engine: 'asyncio',
      attempt: 1,
      startTime: Date.now(),
      ...(options.parent !== undefined && { parent: options.parent }),
    };
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.closed = promise;
    this.#close = resolve;
    this.workflow = new WorkflowRun(options.definition, this);
  }

  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  get status(): WorkflowStatus {
    return this.#outcome?.status ?? (this.workflow.paused ? 'paused' : 'running');
  }

  describe(): WorkflowDescription {
    const { workflowId, runId, workflowName, startTime, parent } = this.info;
    return {
      workflowId,
      runId,
      workflowName,
      status: this.status,
      startedAt: startTime,
      memo: this.#options.memo ?? {},
      searchAttributes: this.#options.searchAttributes ?? {},
      ...(this.#closedAt !== undefined && { closedAt: this.#closedAt }),
      ...(parent !== undefined && { parent }),
    };
  }

  /** Begins the workflow; call it once. */
  begin(): void {
    this.#limitTime();
    running
      .run({ context: this.workflow.context, scope: this.#root }, () =>
        this.workflow.execute(this.#options.input),
      )
      .then(
        (output) => this.#end({ status: 'completed', output }),
        (thrown: unknown) => this.#end(this.#outcomeOf(thrown)),
      );
  }

  /** Asks the workflow to cancel. */
  cancel(): void {
    this.#root.cancel('The workflow was cancelled.');
    this.#conditions.check();
  }

  /** Ends the run at once: nothing that waits in it ever goes on. */
  terminate(reason: string | undefined): void {
    const { workflowId, runId } = this.info;
    const message = `Workflow "${workflowId}" was terminated${reason === undefined ? '.' : `: ${reason}`}`;
    this.#end({ status: 'terminated', error: new TerminatedError(message, { workflowId, runId }) });
  }

  signal(name: string, args: JsonValue[]): void {
    this.steps.note('signal', name, args);
    running.run({ context: this.workflow.context, scope: this.#root }, () =>
      this.workflow.signal(name, args),
    );
    this.#conditions.check();
  }

  async update(name: string, args: JsonValue[]): Promise<JsonValue> {
    this.workflow.validateUpdate(name, args);
    const step = this.steps.begin('update', name, args);
    try {
      const output = await running.run({ context: this.workflow.context, scope: this.#root }, () =>
        this.workflow.update(name, args),
      );
      step.complete(output);
      return output;
    } catch (error) {
      step.fail(error);
      throw error;
    } finally {
      this.#conditions.check();
    }
  }

  now(): number {
    return Date.now();
  }

  random(): number {
    return Math.random();
  }

  uuid(): string {
    return randomUUID();
  }

  patched(): boolean {
    return true;
  }

  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void {
    const { workflowId, runId, workflowName } = this.info;
    this.#store.log(level, message, { workflowId, runId, workflowName, ...attributes });
  }

  sleep(ms: number): Promise<void> {
    const step = this.steps.begin('timer', '', ms);
    return this.#settle(
      step,
      this.#scope().wait<void>((resolve) => startTimer(ms, resolve)),
    );
  }

  condition(predicate: () => boolean): Promise<void> {
    return this.#scope().wait<void>((resolve, reject) => this.#conditions.add(predicate, resolve, reject));
  }

  executeActivity(request: ActivityRequest): Promise<JsonValue> {
    const step = this.steps.begin('activity', request.activity, request.input);
    this.#activities += 1;
    const activityId = String(this.#activities);
    const { workflowId, runId } = this.info;
    return this.#settle(
      step,
      this.#scope().wait<JsonValue>((resolve, reject) => {
        const stop = new AbortController();
        const activity = runActivity({
          host: this.#store.host,
          request,
          activityId,
          workflowId,
          runId,
          queryWorkflow: async (name, args) => this.workflow.query(name, args),
          log: (level, message, attributes) =>
            this.log(level, message, { activity: request.activity, ...attributes }),
          signal: stop.signal,
          onAttempt: (attempt) => step.attempt(attempt),
        });
        activity.then(resolve, reject);
        this.#store.track(activity);
        return () => stop.abort(new CancelledError(`Activity "${request.activity}" was cancelled.`));
      }),
    );
  }

  async startChild(request: ChildRequest): Promise<ChildRun> {
    const scope = this.#scope();
    if (scope.cancelled) throw new CancelledError('The workflow was cancelled.');
    const { workflowId, runId } = this.info;
    const child = this.#store.startChild(request, { workflowId, runId });
    this.#children.add(child, request.parentClosePolicy);
    const result = this.#settle(
      this.steps.begin('child', request.workflowName, request.input),
      awaitChild(scope, child),
    );
    // Whether anybody waits for the child is the workflow's to decide.
    result.catch(() => {});
    return { workflowId: child.info.workflowId, runId: child.info.runId, result: () => result };
  }

  async signalWorkflow(
    workflowId: string,
    runId: string | undefined,
    name: string,
    args: JsonValue[],
  ): Promise<void> {
    this.#store.find(workflowId, runId).signal(name, args);
  }

  async cancelWorkflow(workflowId: string, runId: string | undefined): Promise<void> {
    this.#store.find(workflowId, runId).cancel();
  }

  async runScope<T>(kind: ScopeKind, fn: (scope: Scope) => Promise<T>): Promise<T> {
    const outer = this.#scope();
    const inner = outer.open(kind);
    try {
      return await running.run({ context: this.workflow.context, scope: inner }, () => fn(inner));
    } finally {
      outer.closed(inner);
    }
  }

  async continueAsNew(input: JsonValue): Promise<never> {
    throw new ContinueAsNew(input);
  }

  #scope(): CancelScope {
    return running.getStore()?.scope ?? this.#root;
  }

  /** Notes how a step ends, and lets whoever waits for a condition look again. */
  async #settle<T extends JsonValue | void>(
    step: ReturnType<Steps['begin']>,
    waiting: Promise<T>,
  ): Promise<T> {
    try {
      const value = await waiting;
      step.complete(value ?? undefined);
      return value;
    } catch (error) {
      step.fail(error);
      throw error;
    } finally {
      this.#conditions.check();
    }
  }

  #limitTime(): void {
    const { runTimeoutMs = Infinity, deadline = Infinity } = this.#options;
    const left = Math.max(0, deadline - this.info.startTime);
    const ms = Math.min(runTimeoutMs, left);
    if (ms === Infinity) return;
    const kind = ms === runTimeoutMs ? 'run' : 'execution';
    this.#stopTimer = startTimer(ms, () =>
      this.#end({
        status: 'timed_out',
        error: new TimeoutError(`Workflow "${this.info.workflowId}" took longer than its ${kind} timeout.`, {
          kind,
        }),
      }),
    );
  }

  #outcomeOf(thrown: unknown): Outcome {
    if (thrown instanceof ContinueAsNew) {
      const next = this.#store.continueAsNew({ ...this.#options, input: thrown.input });
      return { status: 'continued_as_new', next };
    }
    const error = errorFromData(errorToData(thrown));
    return this.#root.cancelled && isCancellation(error)
      ? { status: 'cancelled', error }
      : { status: 'failed', error };
  }

  #end(outcome: Outcome): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = outcome;
    this.#closedAt = Date.now();
    this.#stopTimer?.();
    this.#conditions.clear();
    this.#root.release();
    this.#children.parentClosed();
    this.#store.ended(this);
    this.#close(outcome);
  }
}
