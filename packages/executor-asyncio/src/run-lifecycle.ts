import type { JsonValue, WorkflowDescription, WorkflowInfo, WorkflowStatus } from '@mcp-agent/core';
import type { ChildRequest, Message, WorkflowCompletion, WorkflowRuntime } from '@mcp-agent/core/engine';
import { copyJson } from '@mcp-agent/core/engine';
import {
  type ContinuedAsNew,
  type End,
  endBy,
  EngineRun,
  type FollowedEnd,
  type FollowedRun,
  hasEnded,
  limitTime,
  type LogLine,
  type Outcome,
  type RunningActivities,
  terminated,
  UnansweredUpdates,
} from '@mcp-agent/engine-kit';
import { type Mail, Mailbox } from './mailbox.ts';
import { RunInfo, type RunOptions } from './run-info.ts';

/** The end of a run: an outcome of the workflow, or a continue-as-new, which is not an outcome. */
export type RunEnd = Outcome | { readonly status: 'continued_as_new'; readonly next: RunLifecycle };

/** The part of the executor's store that a run uses. */
export interface RunOwner {
  readonly activities: RunningActivities;
  readonly log: LogLine;
  readonly intercept: (runtime: WorkflowRuntime) => WorkflowRuntime;
  startChild(request: ChildRequest, parent: WorkflowInfo['parent']): RunLifecycle;
  continueAsNew(options: RunOptions): RunLifecycle;
  /** @throws {@link WorkflowNotFoundError} */
  find(workflowId: string, runId: string | undefined): RunLifecycle;
  /** Called by each run when it has ended. */
  ended(run: RunLifecycle): void;
}

/** The life of a run in memory, from its start to its end, and the messages that it receives meanwhile. */
export abstract class RunLifecycle extends EngineRun implements WorkflowCompletion, FollowedRun {
  declare readonly info: RunInfo;
  protected readonly store: RunOwner;
  #mailbox: Mailbox | undefined;
  #updates: UnansweredUpdates | undefined;
  #closing: PromiseWithResolvers<RunEnd> | undefined;
  #outcome: RunEnd | undefined;
  #closedAt: number | undefined;
  #timeLimit: Disposable | undefined;

  constructor(store: RunOwner, options: RunOptions, order: number) {
    super({ definition: options.definition, info: new RunInfo(options, order), intercept: store.intercept });
    this.store = store;
  }

  /** Applies the parent close policies, now that the run has ended. */
  protected abstract closeChildren(): void;

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

  ending(): Promise<FollowedEnd> | undefined {
    return this.#outcome === undefined ? undefined : this.#lastEvent(this.#outcome);
  }

  async #lastEvent(outcome: RunEnd): Promise<FollowedEnd> {
    // Code of the last turn may still start steps.
    await this.conditions.settled();
    this.steps.close();
    const next = outcome.status === 'continued_as_new' && { nextRunId: outcome.next.info.runId };
    return { status: outcome.status, at: this.#closedAt ?? 0, ...next };
  }

  /** Returns another run of this workflow. */
  sibling(runId: string): RunLifecycle {
    return this.store.find(this.info.workflowId, runId);
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
    await this.post({ type: 'cancel' });
  }

  /** Ends the run at once. Pending waits never settle. */
  terminate(reason: string | undefined): void {
    this.#end(terminated(this.info, reason));
  }

  /** Sends a signal. Resolves once it was handled. */
  async signal(name: string, args: JsonValue[]): Promise<void> {
    this.steps.signal(name, args);
    await this.post({ type: 'signal', name, args });
  }

  query(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.post({ type: 'query', name, args });
  }

  update(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.post({ type: 'update', name, args });
  }

  /** Puts a message into the mailbox of this run. */
  post(mail: Mail): Promise<JsonValue> {
    this.#mailbox ??= new Mailbox(this.conditions, (one) => this.#handle(one));
    return this.#mailbox.post(mail);
  }

  #handle(mail: Mail): JsonValue | Promise<JsonValue> {
    // Messages that this run did not handle go to the run that continues it.
    if (this.#outcome?.status === 'continued_as_new') return this.#outcome.next.post(mail);
    if (mail.type === 'query') return this.enter(() => this.workflow.query(mail.name, mail.args));
    if (this.#outcome !== undefined) {
      if (mail.type === 'update') throw hasEnded(this.info.workflowId, this.status);
      return null;
    }
    if (mail.type === 'update') return this.#update(mail);
    if (mail.type === 'signal') this.receiveSignal(mail.name, mail.args);
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

  /** @returns this run if it is open, to receive a message */
  protected open(): this {
    if (this.#outcome === undefined) return this;
    throw hasEnded(this.info.workflowId, this.status);
  }

  #end(end: End): void {
    if (this.#outcome !== undefined) return;
    const outcome = end.status === 'continued_as_new' ? this.#continued(end) : end;
    this.#outcome = outcome;
    this.#closedAt = Date.now();
    this.#timeLimit?.[Symbol.dispose]();
    this.steps.wake();
    this.conditions.clear();
    this.root.release();
    this.closeChildren();
    this.#updates?.runEnded();
    this.store.ended(this);
    this.#closing?.resolve(outcome);
  }

  #continued({ input, signals }: ContinuedAsNew): RunEnd {
    const next = this.store.continueAsNew({ ...this.info.options, input, signals });
    return { status: 'continued_as_new', next };
  }
}
