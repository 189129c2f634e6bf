import { randomUUID } from 'node:crypto';
import type { JsonValue, WorkflowDescription, WorkflowStatus } from '@mcp-agent/core';
import type {
  ActivityRequest,
  ChildRequest,
  ChildRun,
  Message,
  WorkflowCompletion,
} from '@mcp-agent/core/engine';
import { copyJson } from '@mcp-agent/core/engine';
import {
  childResult,
  childStartError,
  type ContinuedAsNew,
  type End,
  endBy,
  EngineRun,
  hasEnded,
  limitTime,
  type LogLine,
  type OpenStep,
  type Outcome,
  startTimer,
  terminated,
  UnansweredUpdates,
} from '@mcp-agent/engine-kit';
import { awaitChild, childOf, ChildRuns } from './children.ts';
import { AsyncioControl } from './control.ts';
import { type Mail, Mailbox } from './mailbox.ts';
import type { RunEnd } from './result.ts';
import { RunInfo, type RunOptions } from './run-info.ts';
import type { RunStore } from './store.ts';

/** One run of a workflow in memory: the engine's implementation of `WorkflowRuntime`. */
export class AsyncioRun extends EngineRun implements WorkflowCompletion {
  declare readonly info: RunInfo;
  readonly #store: RunStore;
  #children: ChildRuns | undefined;
  #mailbox: Mailbox | undefined;
  #updates: UnansweredUpdates | undefined;
  #closing: PromiseWithResolvers<RunEnd> | undefined;
  #outcome: RunEnd | undefined;
  #closedAt: number | undefined;
  #activities = 0;
  #timeLimit: Disposable | undefined;

  constructor(store: RunStore, options: RunOptions, order: number) {
    super({ definition: options.definition, info: new RunInfo(options, order), intercept: store.intercept });
    this.#store = store;
  }

  /** Resolves when the run has ended. Created on first access. */
  get closed(): Promise<RunEnd> {
    if (this.#outcome !== undefined) return Promise.resolve(this.#outcome);
    this.#closing ??= Promise.withResolvers();
    return this.#closing.promise;
  }

  get cancelled(): boolean {
    return this.root.cancelled;
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
      memo: copyJson(options.memo ?? {}),
      searchAttributes: { ...options.searchAttributes },
      ...(this.#closedAt !== undefined && { closedAt: this.#closedAt }),
      ...(parent !== undefined && { parent }),
    };
  }

  /** Starts the workflow. Call it once. */
  begin(): void {
    const { options } = this.info;
    this.#timeLimit = limitTime(this.info, options, (outcome) => this.#end(outcome));
    this.enter(() => this.workflow.execute(options.input, this, options.signals));
  }

  /** Called by the workflow. */
  completed(output: JsonValue): void {
    this.#end({ status: 'completed', output });
  }

  /** Called by the workflow. */
  failed(thrown: unknown): void {
    this.#end(endBy(this, thrown));
  }

  /** Requests cancellation. Does nothing if the workflow has ended. */
  async cancel(): Promise<void> {
    await this.#post({ type: 'cancel' });
  }

  /** Ends the run at once. Pending waits never settle. */
  terminate(reason: string | undefined): void {
    this.#end(terminated(this.info, reason));
  }

  /** Sends a signal. Resolves once it was handled. */
  async signal(name: string, args: JsonValue[]): Promise<void> {
    this.steps.note('signal', name, args);
    await this.#post({ type: 'signal', name, args });
  }

  query(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#post({ type: 'query', name, args });
  }

  update(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#post({ type: 'update', name, args });
  }

  #post(mail: Mail): Promise<JsonValue> {
    this.#mailbox ??= new Mailbox(this.conditions, (one) => this.#handle(one));
    return this.#mailbox.post(mail);
  }

  #handle(mail: Mail): JsonValue | Promise<JsonValue> {
    // Messages that this run did not handle go to the run that continues it.
    if (this.#outcome?.status === 'continued_as_new') return this.#outcome.next.#post(mail);
    if (mail.type === 'query') return this.enter(() => this.workflow.query(mail.name, mail.args));
    if (this.#outcome !== undefined) {
      if (mail.type === 'update') throw hasEnded(this.info.workflowId, this.status);
      return null;
    }
    if (mail.type === 'update') return this.#update(mail);
    if (mail.type === 'signal') this.enter(() => this.workflow.signal(mail.name, mail.args));
    else this.root.cancel();
    return null;
  }

  #update({ name, args }: Message): Promise<JsonValue> {
    this.enter(() => this.workflow.validateUpdate(name, args));
    const answer = this.settle(
      this.steps.begin('update', name, args),
      this.enter(() => this.workflow.update(name, args)),
    );
    this.#updates ??= new UnansweredUpdates(this.info.workflowId);
    return this.#updates.until(name, answer);
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
            query: (name, args) => this.query(name, args),
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
    this.throwIfCancelled();
    const { workflowId, runId } = this.info;
    const step = this.steps.beginChild(request.workflowName, request.input, request.workflowId);
    let first: AsyncioRun;
    try {
      first = this.#store.startChild(request, { workflowId, runId });
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
  #childEnded(step: OpenStep, child: AsyncioRun, outcome: Outcome): void {
    if (this.#outcome !== undefined) return;
    try {
      step.complete(childResult(child.info, outcome, false));
    } catch (error) {
      step.fail(error);
    }
  }

  override async signalWorkflow(workflowId: string, name: string, args: JsonValue[]): Promise<void> {
    this.throwIfCancelled();
    const run = this.#store.find(workflowId, undefined);
    if (run.outcome !== undefined) throw hasEnded(workflowId, run.status);
    await run.signal(name, args);
  }

  /** @returns this run if it is open, to receive a message */
  #open(): this {
    if (this.#outcome === undefined) return this;
    throw hasEnded(this.info.workflowId, this.status);
  }

  #end(end: End): void {
    if (this.#outcome !== undefined) return;
    const outcome = end.status === 'continued_as_new' ? this.#continued(end) : end;
    this.#outcome = outcome;
    this.#closedAt = Date.now();
    this.#timeLimit?.[Symbol.dispose]();
    this.conditions.clear();
    this.root.release();
    this.#children?.parentClosed();
    this.#updates?.runEnded();
    this.#store.ended(this);
    this.#closing?.resolve(outcome);
  }

  #continued({ input, signals }: ContinuedAsNew): RunEnd {
    const next = this.#store.continueAsNew({ ...this.info.options, input, signals });
    return { status: 'continued_as_new', next };
  }
}
