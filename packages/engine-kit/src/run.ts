import { randomUUID } from 'node:crypto';
import type {
  ActivityOptions,
  JsonObject,
  JsonValue,
  LogLevel,
  PublishedItem,
  WorkflowContext,
  WorkflowDefinition,
  WorkflowInfo,
} from '@mcp-agent/core';
import {
  type ActivityRequest,
  type ChildRequest,
  type ChildRun,
  type Scope,
  type ScopeKind,
  type WorkflowCaller,
  WorkflowRun,
  type WorkflowRuntime,
} from '@mcp-agent/core/engine';
import type { RunningActivities } from './activities.ts';
import { Conditions } from './conditions.ts';
import { ContinueAsNew } from './continue-as-new.ts';
import type { LogLine } from './logger.ts';
import { type Running, running } from './running.ts';
import { CancelScope } from './scope.ts';
import { NO_STEP, type OpenStep, Steps } from './steps.ts';
import { startTimer } from './timer.ts';

/** Options for an {@link EngineRun}. */
export interface EngineRunOptions {
  readonly definition: WorkflowDefinition;
  readonly info: WorkflowInfo;
  /** Wraps the runtime that the workflow sees, for tools that observe it. */
  readonly intercept?: (runtime: WorkflowRuntime) => WorkflowRuntime;
  /** The clock for its history. Default: the system clock. */
  readonly now?: () => number;
}

/**
 * One run of a workflow in a Node.js process. Implements the part of `WorkflowRuntime` that all engines share; a
 * subclass implements the rest.
 */
export abstract class EngineRun implements WorkflowRuntime, Running {
  readonly info: WorkflowInfo;
  /** The workflow's function and message handlers. Call it inside {@link enter}. */
  readonly workflow: WorkflowRun;
  readonly steps: Steps;
  /** The root scope of all waits. Cancel it with the run; release it when the run has ended. */
  protected readonly root: CancelScope = new CancelScope('cancellable');
  protected readonly conditions: Conditions = new Conditions(this);
  #activities = 0;

  constructor({ definition, info, intercept, now }: EngineRunOptions) {
    this.info = info;
    this.steps = new Steps(now, this.conditions);
    this.workflow = new WorkflowRun(definition, intercept === undefined ? this : intercept(this));
  }

  // The run itself is the `Running` value that its code finds.
  get context(): WorkflowContext {
    return this.workflow.context;
  }

  get scope(): CancelScope {
    return this.root;
  }

  /** Receives the workflow's log lines. */
  protected abstract readonly logLine: LogLine;
  /** Returns options for an activity from the settings: those of its `RunningActivities`, if it has them. */
  abstract activityDefaults(activity: string): ActivityOptions | undefined;
  abstract executeActivity(request: ActivityRequest): Promise<JsonValue>;
  abstract startChild(request: ChildRequest): Promise<ChildRun>;
  abstract signalWorkflow(workflowId: string, name: string, args: JsonValue[]): Promise<void>;

  // For an engine that never replays: the system's clock, chance and timers, and no older code. A replaying engine
  // overrides them.

  get replaying(): boolean {
    return false;
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

  patched(_id: string): boolean {
    return true;
  }

  sleep(ms: number): Promise<void> {
    const step = this.beginStep('timer', '', ms);
    return this.currentScope().wait<void>((wait) => startTimer(ms, () => wait.resolve()), undefined, step);
  }

  /**
   * Runs an activity and waits for it in the current scope: `executeActivity` of an engine that never replays.
   *
   * @param caller receives the messages that the activity sends to its workflow
   */
  protected runActivity(
    activities: RunningActivities,
    request: ActivityRequest,
    caller: WorkflowCaller,
  ): Promise<JsonValue> {
    const { activity: name, input } = request;
    const step = this.beginStep('activity', name, input);
    this.#activities += 1;
    const activityId = String(this.#activities);
    const { workflowId, runId } = this.info;
    return this.currentScope().wait<JsonValue>(
      (wait) => {
        const activity = activities.run({
          request,
          activityId,
          workflowId,
          runId,
          caller,
          log: (level, message, attributes) => this.log(level, message, { activity: name, ...attributes }),
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

  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void {
    const { workflowId, runId, workflowName } = this.info;
    this.logLine(level, message, { workflowId, runId, workflowName, ...attributes });
  }

  condition(predicate: () => boolean): Promise<void> {
    return this.currentScope().wait<void>((wait) => this.conditions.add(predicate, wait));
  }

  async runScope<T>(kind: ScopeKind, fn: (scope: Scope) => Promise<T>): Promise<T> {
    const outer = this.currentScope();
    const inner = outer.open(kind);
    try {
      return await running.run(
        { context: this.workflow.context, scope: inner, unhandled: (reason) => this.unhandled(reason) },
        () => fn(inner),
      );
    } finally {
      outer.closed(inner);
    }
  }

  publish(item: PublishedItem): void {
    this.steps.note({ type: 'item', at: this.steps.now(), ...item });
  }

  /** Number of the last event that followers may see: all recorded ones, unless the engine commits them later. */
  get visibleEvents(): number {
    return this.steps.recorded;
  }

  /** Delivers a signal to the workflow, and records whether it paused or resumed the run. */
  protected receiveSignal(name: string, args: JsonValue[]): void {
    const { paused } = this.workflow;
    this.enter(() => this.workflow.signal(name, args));
    const status = this.workflow.paused ? 'paused' : 'running';
    if (this.workflow.paused !== paused) this.steps.note({ type: 'status', at: this.steps.now(), status });
  }

  unhandled(reason: unknown): void {
    this.workflow.unhandled(reason);
  }

  /** Records a step that waits in the current scope. In a cancelled scope, no step starts and none is recorded. */
  protected beginStep(type: 'activity' | 'timer', name: string, input: JsonValue): OpenStep {
    return this.currentScope().cancelled ? NO_STEP : this.steps.begin(type, name, input);
  }

  /** @throws {@link CancelledError} when the current scope is cancelled: no new operation may start */
  protected throwIfCancelled(): void {
    this.currentScope().throwIfCancelled();
  }

  async continueAsNew(input: JsonValue): Promise<never> {
    throw new ContinueAsNew(input);
  }

  /** Runs workflow code, such as its function or a message handler, inside the workflow's context. */
  enter<T>(fn: () => T): T {
    return running.run(this, fn);
  }

  /** The scope of the workflow code that is running. */
  protected currentScope(): CancelScope {
    return running.getStore()?.scope ?? this.root;
  }

  /** Records how a step ends if it does not wait in a scope itself. */
  protected async settle<T extends JsonValue | void>(step: OpenStep, waiting: Promise<T>): Promise<T> {
    try {
      const value = await waiting;
      step.complete(value);
      return value;
    } catch (error) {
      step.fail(error);
      throw error;
    }
  }
}
