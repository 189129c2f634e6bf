import type {
  JsonObject,
  JsonValue,
  LogLevel,
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
  WorkflowRun,
  type WorkflowRuntime,
} from '@mcp-agent/core/engine';
import { Conditions } from './conditions.ts';
import { ContinueAsNew } from './continue-as-new.ts';
import type { LogLine } from './logger.ts';
import { type Running, running } from './running.ts';
import { CancelScope } from './scope.ts';
import { type OpenStep, Steps } from './steps.ts';

/** What a run is made from. */
export interface EngineRunOptions {
  readonly definition: WorkflowDefinition;
  readonly info: WorkflowInfo;
  /** Stands between the workflow and the engine: for tools that watch. */
  readonly intercept?: (runtime: WorkflowRuntime) => WorkflowRuntime;
  /** The clock of its history. Default: the process's. */
  readonly now?: () => number;
}

/**
 * One run of a workflow in a Node process: as much of door 1 as no engine does in its own way. Extend it with
 * the rest.
 */
export abstract class EngineRun implements WorkflowRuntime, Running {
  readonly info: WorkflowInfo;
  /** The workflow's side: its function and its messages. Reach it within {@link enter}. */
  readonly workflow: WorkflowRun;
  readonly steps: Steps;
  /** Holds all that waits in the run: cancel it with the run, and release it when the run has ended. */
  protected readonly root: CancelScope = new CancelScope('cancellable');
  protected readonly conditions: Conditions = new Conditions(this);

  constructor({ definition, info, intercept, now }: EngineRunOptions) {
    this.info = info;
    this.steps = new Steps(now, this.conditions);
    this.workflow = new WorkflowRun(definition, intercept === undefined ? this : intercept(this));
  }

  // The run is itself what its code finds: see Running.
  get context(): WorkflowContext {
    return this.workflow.context;
  }

  get scope(): CancelScope {
    return this.root;
  }

  abstract readonly replaying: boolean;
  /** Where what the workflow logs goes. */
  protected abstract readonly logLine: LogLine;
  abstract now(): number;
  abstract random(): number;
  abstract uuid(): string;
  abstract sleep(ms: number): Promise<void>;
  abstract executeActivity(request: ActivityRequest): Promise<JsonValue>;
  abstract startChild(request: ChildRequest): Promise<ChildRun>;
  abstract signalWorkflow(workflowId: string, name: string, args: JsonValue[]): Promise<void>;
  abstract patched(id: string): boolean;

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

  unhandled(reason: unknown): void {
    this.workflow.unhandled(reason);
  }

  /** @throws {@link CancelledError} where the scope is cancelled: nothing new begins there */
  protected throwIfCancelled(): void {
    this.currentScope().throwIfCancelled();
  }

  async continueAsNew(input: JsonValue): Promise<never> {
    throw new ContinueAsNew(input);
  }

  /** Runs code of the workflow where it finds its context: its function, and the handlers of its messages. */
  enter<T>(fn: () => T): T {
    return running.run(this, fn);
  }

  /** The scope that the workflow's code is in. */
  protected currentScope(): CancelScope {
    return running.getStore()?.scope ?? this.root;
  }

  /** Notes how a step ends that does not wait in a scope by itself. */
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
