import { randomUUID } from 'node:crypto';
import {
  CancelledError,
  type JsonValue,
  type WorkflowDescription,
  type WorkflowStatus,
} from '@mcp-agent/core';
import type { ActivityRequest, ChildRequest, ChildRun, WorkflowEnding } from '@mcp-agent/core/engine';
import {
  ContinueAsNew,
  EngineRun,
  hasEnded,
  limitTime,
  type LogLine,
  outcomeOf,
  startTimer,
  terminated,
} from '@mcp-agent/engine';
import { awaitChild, ChildRuns } from './children.ts';
import type { RunEnd } from './result.ts';
import { RunInfo, type RunOptions } from './run-info.ts';
import type { RunStore } from './store.ts';

/** One run of a workflow in memory: the engine's side of door 1. */
export class AsyncioRun extends EngineRun implements WorkflowEnding {
  declare readonly info: RunInfo;
  readonly #store: RunStore;
  #children: ChildRuns | undefined;
  #closing: PromiseWithResolvers<RunEnd> | undefined;
  #outcome: RunEnd | undefined;
  #closedAt: number | undefined;
  #activities = 0;
  #timeLimit: Disposable | undefined;

  constructor(store: RunStore, options: RunOptions, order: number) {
    super({ definition: options.definition, info: new RunInfo(options, order), intercept: store.intercept });
    this.#store = store;
  }

  /** Resolves when the run has ended. Made only for who waits. */
  get closed(): Promise<RunEnd> {
    if (this.#outcome !== undefined) return Promise.resolve(this.#outcome);
    this.#closing ??= Promise.withResolvers();
    return this.#closing.promise;
  }

  get outcome(): RunEnd | undefined {
    return this.#outcome;
  }

  get status(): WorkflowStatus {
    return this.#outcome?.status ?? (this.workflow.paused ? 'paused' : 'running');
  }

  describe(): WorkflowDescription {
    const { workflowId, runId, workflowName, startTime, parent, options } = this.info;
    return {
      workflowId,
      runId,
      workflowName,
      status: this.status,
      startedAt: startTime,
      memo: options.memo ?? {},
      searchAttributes: options.searchAttributes ?? {},
      ...(this.#closedAt !== undefined && { closedAt: this.#closedAt }),
      ...(parent !== undefined && { parent }),
    };
  }

  /** Begins the workflow; call it once. */
  begin(): void {
    const { options } = this.info;
    this.#timeLimit = limitTime(this.info, options, (outcome) => this.#end(outcome));
    this.enter(() => this.workflow.execute(options.input, this));
  }

  /** Told by the workflow. */
  completed(output: JsonValue): void {
    this.#end({ status: 'completed', output });
  }

  /** Told by the workflow. */
  failed(thrown: unknown): void {
    this.#end(this.#outcomeOf(thrown));
  }

  /** Asks the workflow to cancel. */
  cancel(): void {
    this.root.cancel('The workflow was cancelled.');
    this.conditions.check();
  }

  /** Ends the run at once: nothing that waits in it ever goes on. */
  terminate(reason: string | undefined): void {
    this.#end(terminated(this.info, reason));
  }

  signal(name: string, args: JsonValue[]): void {
    this.steps.note('signal', name, args);
    this.enter(() => this.workflow.signal(name, args));
  }

  async update(name: string, args: JsonValue[]): Promise<JsonValue> {
    this.workflow.validateUpdate(name, args);
    const step = this.steps.begin('update', name, args);
    return this.settle(
      step,
      this.enter(() => this.workflow.update(name, args)),
    );
  }

  override get replaying(): boolean {
    return false;
  }

  protected override get logLine(): LogLine {
    return this.#store.log;
  }

  override now(): number {
    return Date.now();
  }

  override random(): number {
    return Math.random();
  }

  override uuid(): string {
    return randomUUID();
  }

  override patched(): boolean {
    return true;
  }

  override sleep(ms: number): Promise<void> {
    const step = this.steps.begin('timer', '', ms);
    return this.currentScope().wait<void>((wait) => startTimer(ms, () => wait.resolve()), undefined, step);
  }

  override executeActivity(request: ActivityRequest): Promise<JsonValue> {
    const step = this.steps.begin('activity', request.activity, request.input);
    this.#activities += 1;
    const activityId = String(this.#activities);
    const { workflowId, runId } = this.info;
    return this.currentScope().wait<JsonValue>(
      (wait) => {
        const activity = this.#store.activities.run({
          request,
          activityId,
          workflowId,
          runId,
          caller: {
            query: async (name, args) => this.workflow.query(name, args),
            signal: async (name, args) => this.#open().signal(name, args),
            update: async (name, args) => this.#open().update(name, args),
          },
          log: (level, message, attributes) =>
            this.log(level, message, { activity: request.activity, ...attributes }),
          onAttempt: (attempt) => step.attempt(attempt),
          onRetry: (at, error) => step.retry(at, error),
        });
        activity.result.then(
          (output) => wait.resolve(output),
          (error: unknown) => wait.reject(error),
        );
        return activity;
      },
      undefined,
      step,
    );
  }

  override async startChild(request: ChildRequest): Promise<ChildRun> {
    const scope = this.currentScope();
    if (scope.cancelled) throw new CancelledError('The workflow was cancelled.');
    const { workflowId, runId } = this.info;
    const child = this.#store.startChild(request, { workflowId, runId });
    (this.#children ??= new ChildRuns()).add(child, request.parentClosePolicy);
    const result = this.settle(
      this.steps.beginChild(request.workflowName, request.input, request.workflowId),
      awaitChild(scope, child),
    );
    // Whether anybody waits for the child is the workflow's to decide.
    result.catch(() => {});
    return { workflowId: child.info.workflowId, runId: child.info.runId, result: () => result };
  }

  override async signalWorkflow(
    workflowId: string,
    runId: string | undefined,
    name: string,
    args: JsonValue[],
  ): Promise<void> {
    const run = this.#store.find(workflowId, runId);
    if (run.outcome !== undefined) throw hasEnded(workflowId, run.status);
    run.signal(name, args);
  }

  /** Itself, for a message to it. */
  #open(): this {
    if (this.#outcome === undefined) return this;
    throw hasEnded(this.info.workflowId, this.status);
  }

  override async cancelWorkflow(workflowId: string, runId: string | undefined): Promise<void> {
    this.#store.find(workflowId, runId).cancel();
  }

  #outcomeOf(thrown: unknown): RunEnd {
    if (!(thrown instanceof ContinueAsNew)) return outcomeOf(thrown, this.root.cancelled);
    const next = this.#store.continueAsNew({ ...this.info.options, input: thrown.input });
    return { status: 'continued_as_new', next };
  }

  #end(outcome: RunEnd): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = outcome;
    this.#closedAt = Date.now();
    this.#timeLimit?.[Symbol.dispose]();
    this.conditions.clear();
    this.root.release();
    this.#children?.parentClosed();
    this.#store.ended(this);
    this.#closing?.resolve(outcome);
  }
}
