import type { JsonObject, JsonValue, LogLevel, PublishedItem, WorkflowInfo } from '@mcp-agent/core';
import type {
  ActivityRequest,
  ChildRequest,
  ChildRun,
  Scope,
  ScopeKind,
  WorkflowRuntime,
} from '@mcp-agent/core/engine';
import { callSite } from './call-site.ts';
import type { Step } from './record.ts';
import type { Tape } from './tape.ts';
import { runAsEngine, runAsWorkflow, unwatched } from './code-watch.ts';

/** Receives the messages between the workflows of a check. */
export interface Messages {
  /** Called with the input of a child before it starts. */
  starting(workflowId: string, input: JsonValue): void;
  /** Called when a run continues as new. Returns whether the check follows it. */
  continuing(workflowId: string, input: JsonValue): boolean;
  signalled(workflowId: string, name: string, args: JsonValue[]): void;
  cancelled(workflowId: string): void;
}

/** A runtime that passes all requests of a workflow to a tape. */
export class TapedRuntime implements WorkflowRuntime {
  readonly #engine: WorkflowRuntime;
  readonly #tape: Tape;
  readonly #messages: Messages;

  constructor(engine: WorkflowRuntime, tape: Tape, messages: Messages) {
    this.#engine = engine;
    this.#tape = tape;
    this.#messages = messages;
  }

  get info(): WorkflowInfo {
    return this.#tape.info;
  }

  get replaying(): boolean {
    return this.#tape.replaying;
  }

  now(): number {
    return this.#tape.now();
  }

  random(): number {
    return this.#tape.reading('random', () => this.#runAsEngine(() => this.#engine.random()));
  }

  uuid(): string {
    return this.#tape.reading('uuid', () => this.#runAsEngine(() => this.#engine.uuid()));
  }

  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void {
    this.#runAsEngine(() => this.#engine.log(level, message, attributes));
  }

  sleep(ms: number): Promise<void> {
    const key = this.#begin('timer', '', ms, this.sleep);
    return this.#runAsEngine(() => this.#tape.sleep(key, ms));
  }

  condition(predicate: () => boolean): Promise<void> {
    return this.#runAsEngine(() => this.#engine.condition(() => runAsWorkflow(predicate)));
  }

  executeActivity(request: ActivityRequest): Promise<JsonValue> {
    const key = this.#begin('activity', request.activity, request.input, this.executeActivity);
    return this.#outcome(key, true, () => this.#engine.executeActivity(request));
  }

  async startChild(request: ChildRequest): Promise<ChildRun> {
    const { workflowName, workflowId, input } = request;
    const key = this.#begin('child', workflowName, { workflowId, input }, this.startChild);
    let child: ChildRun | undefined;
    const runId = await this.#outcome(`${key} started`, true, async () => {
      this.#messages.starting(workflowId, input);
      child = await this.#engine.startChild(request);
      return child.runId;
    });
    // A cancelled child is awaited, because it cleans up first.
    const result = this.#outcome(key, false, async () => (await child?.result()) ?? null);
    // The workflow may never await the child.
    result.catch(() => {});
    return {
      workflowId,
      runId: typeof runId === 'string' ? runId : '',
      result: () => result,
      signal: (name, args) => this.#signal(workflowId, name, args, async () => child?.signal(name, args)),
      cancel: () => this.#cancel(workflowId, async () => child?.cancel()),
    };
  }

  signalWorkflow(workflowId: string, name: string, args: JsonValue[]): Promise<void> {
    return this.#signal(workflowId, name, args, () => this.#engine.signalWorkflow(workflowId, name, args));
  }

  async #signal(
    workflowId: string,
    name: string,
    args: JsonValue[],
    run: () => Promise<void>,
  ): Promise<void> {
    const key = this.#begin('signal', name, { workflowId, args }, this.#signal);
    await this.#outcome(key, true, async () => {
      this.#messages.signalled(workflowId, name, args);
      await run();
      return null;
    });
  }

  async #cancel(workflowId: string, run: () => Promise<void>): Promise<void> {
    const key = this.#begin('cancellation', '', { workflowId }, this.#cancel);
    await this.#outcome(key, true, async () => {
      this.#messages.cancelled(workflowId);
      await run();
      return null;
    });
  }

  runScope<T>(kind: ScopeKind, fn: (scope: Scope) => Promise<T>): Promise<T> {
    return this.#runAsEngine(() =>
      this.#engine.runScope(kind, (scope) =>
        // Cancelling calls abort listeners of activities, which are not workflow code.
        runAsWorkflow(() => fn({ cancel: (message) => this.#runAsEngine(() => scope.cancel(message)) })),
      ),
    );
  }

  patched(id: string): boolean {
    return this.#runAsEngine(() => this.#engine.patched(id));
  }

  publish(item: PublishedItem): void {
    this.#runAsEngine(() => this.#engine.publish(item));
  }

  async continueAsNew(input: JsonValue): Promise<never> {
    this.#begin('continueAsNew', '', input, this.continueAsNew);
    this.#tape.continuedAsNew();
    if (this.#messages.continuing(this.info.workflowId, input)) {
      return this.#runAsEngine(() => this.#engine.continueAsNew(input));
    }
    throw new Error(
      'continueAsNew ends this run by this error. Rethrow it if you catch errors around continueAsNew.',
    );
  }

  #begin(type: Step['type'], name: string, input: JsonValue, callee: (...args: never[]) => unknown): string {
    return this.#tape.begin({ type, name, input, site: unwatched(() => callSite(callee)) });
  }

  #outcome(key: string, cancels: boolean, run: () => Promise<JsonValue>): Promise<JsonValue> {
    return this.#runAsEngine(() => this.#tape.outcome(key, cancels, run));
  }

  #runAsEngine<T>(fn: () => T): T {
    return runAsEngine(this.info.runId, fn);
  }
}
