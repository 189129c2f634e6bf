import { randomUUID } from 'node:crypto';
import type {
  ActivityOptions,
  HistoryStep,
  JsonValue,
  Settings,
  WorkflowDescription,
  WorkflowStatus,
} from '@mcp-agent/core';
import {
  type ActivityHost,
  type ActivityRequest,
  ANOTHER_TOOK_ID,
  type Message,
} from '@mcp-agent/core/engine';
import { CapabilityError } from '@mcp-agent/core/errors';
import {
  applyIdPolicies,
  closeActivityHost,
  type Control,
  createActivityHost,
  createLogger,
  type End,
  endBy,
  EngineExecutor,
  EngineRun,
  hasEnded,
  type LogLine,
  notFound,
  type Outcome,
  resultOf,
  RunningActivities,
  type StartRequest,
  terminated,
} from '@mcp-agent/engine-kit';

/** One run of a workflow: door 1, which workflow code calls, and the control, which handles call. */
class SmallestRun extends EngineRun implements Control {
  readonly #engine: SmallestExecutor;
  readonly #ended = Promise.withResolvers<Outcome>();
  #outcome: Outcome | undefined;

  constructor(engine: SmallestExecutor, { definition, workflowId }: StartRequest) {
    const ids = { workflowId, runId: randomUUID(), workflowName: definition.name };
    super({ definition, info: { ...ids, engine: engine.engine, attempt: 1, startTime: Date.now() } });
    this.#engine = engine;
  }

  begin(input: JsonValue): void {
    this.enter(() =>
      this.workflow.execute(input, {
        completed: (output) => this.#end({ status: 'completed', output }),
        failed: (error) => this.#end(endBy(this, error)),
      }),
    );
  }

  get cancelled(): boolean {
    return this.root.cancelled;
  }

  #end(outcome: End): void {
    if (this.#outcome !== undefined || outcome.status === 'continued_as_new') return;
    this.#outcome = outcome;
    // No code of the run continues: what it waits for never settles.
    this.conditions.clear();
    this.root.release();
    this.#ended.resolve(outcome);
  }

  // Door 1: `EngineRun` implements the rest of `WorkflowRuntime`.

  protected override get logLine(): LogLine {
    return this.#engine.log;
  }

  override activityDefaults(activity: string): ActivityOptions | undefined {
    return this.#engine.activities.defaults(activity);
  }

  override executeActivity(request: ActivityRequest): Promise<JsonValue> {
    // The activity can send messages to its workflow.
    return this.runActivity(this.#engine.activities, request, this);
  }

  override async startChild(): Promise<never> {
    throw this.#engine.lacks('child workflows');
  }

  override async signalWorkflow(): Promise<never> {
    throw this.#engine.lacks('signals to other workflows');
  }

  override async continueAsNew(): Promise<never> {
    throw this.#engine.lacks('continue-as-new');
  }

  // The control: what handles call.

  get workflowId(): string {
    return this.info.workflowId;
  }

  get runId(): string {
    return this.info.runId;
  }

  get #status(): WorkflowStatus {
    return this.#outcome?.status ?? (this.workflow.paused ? 'paused' : 'running');
  }

  async result(): Promise<JsonValue> {
    return resultOf(this.info, await this.#ended.promise);
  }

  async signal(name: string, args: JsonValue[]): Promise<void> {
    this.#checkOpen();
    this.steps.signal(name, args);
    await this.#betweenTurns(() => this.receiveSignal(name, args));
  }

  async query(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#betweenTurns(() => this.workflow.query(name, args));
  }

  async update(name: string, args: JsonValue[]): Promise<JsonValue> {
    this.#checkOpen();
    return this.#betweenTurns(() => {
      this.workflow.validateUpdate(name, args);
      return this.settle(this.steps.begin('update', name, args), this.workflow.update(name, args));
    });
  }

  async cancel(): Promise<void> {
    await this.#betweenTurns(() => this.root.cancel());
  }

  terminate(reason: string | undefined): void {
    this.#checkOpen();
    this.#end(terminated(this.info, reason));
  }

  /** Terminates the run if it is open. */
  close(): void {
    this.#end(terminated(this.info, 'the executor was closed'));
  }

  describe(): WorkflowDescription {
    const { workflowId, runId, workflowName, startTime: startedAt } = this.info;
    const status = this.#status;
    return { workflowId, runId, workflowName, status, startedAt, memo: {}, searchAttributes: {} };
  }

  history(): HistoryStep[] {
    return this.steps.list();
  }

  follow(): never {
    throw this.#engine.lacks('following');
  }

  /** Delivers a message when all code that can run has run, and evaluates the conditions after it. */
  async #betweenTurns<T>(deliver: () => T | Promise<T>): Promise<T> {
    await this.conditions.settled();
    const answer = this.enter(deliver);
    this.conditions.check();
    return answer;
  }

  #checkOpen(): void {
    if (this.#outcome !== undefined) throw hasEnded(this.workflowId, this.#status);
  }
}

/** Runs workflows in this process. It has no children and no continue-as-new yet. */
export class SmallestExecutor extends EngineExecutor {
  override readonly engine = 'smallest';
  readonly log: LogLine;
  readonly activities: RunningActivities;
  readonly #host: ActivityHost;
  /** The latest run of each workflow ID, most recently started last. */
  readonly #runs = new Map<string, SmallestRun>();

  constructor(settings: Settings = {}) {
    super();
    this.#host = createActivityHost({ settings, extensions: [] });
    this.activities = new RunningActivities(this.#host);
    this.log = createLogger(settings);
  }

  /** Returns the error of a feature that the engine does not have. */
  lacks(capability: string): CapabilityError {
    const { engine } = this;
    const message = `The engine "${engine}" does not support ${capability}. Use another engine.`;
    return new CapabilityError(message, { engine, capability });
  }

  protected override start(request: StartRequest, signal?: Message): Control {
    if (request.cron !== undefined) throw this.lacks('schedule');
    const { workflowId } = request;
    const former = this.#runs.get(workflowId);
    const action = applyIdPolicies(workflowId, former?.describe().status, request);
    if (action === 'replace') former?.terminate(ANOTHER_TOOK_ID);
    const run = action === 'use' && former !== undefined ? former : this.#begin(request);
    if (signal !== undefined) void run.signal(signal.name, signal.args);
    return run;
  }

  #begin(request: StartRequest): SmallestRun {
    const run = new SmallestRun(this, request);
    this.#runs.delete(request.workflowId);
    this.#runs.set(request.workflowId, run);
    // Outside the turn of the caller, which may be a workflow too.
    queueMicrotask(() => run.begin(request.input));
    return run;
  }

  protected override find(workflowId: string, runId: string | undefined): Control {
    const run = this.#runs.get(workflowId);
    if (run !== undefined && (runId === undefined || runId === run.runId)) return run;
    throw notFound(workflowId, runId, 'It knows the latest run of each ID.');
  }

  protected override list(): WorkflowDescription[] {
    return [...this.#runs.values()].map((run) => run.describe()).toReversed();
  }

  protected override async release(): Promise<void> {
    for (const run of this.#runs.values()) run.close();
    await this.activities.settled(5_000);
    await closeActivityHost(this.#host, this.log);
  }
}
