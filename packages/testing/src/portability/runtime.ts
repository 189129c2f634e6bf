import type { JsonObject, JsonValue, LogLevel, WorkflowInfo } from '@mcp-agent/core';
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
import { asEngine, asWorkflow, unwatched } from './watch.ts';

/** Told of messages between the workflows of a check. */
export interface Messages {
  signalled(workflowId: string, name: string, args: JsonValue[]): void;
  cancelled(workflowId: string): void;
}

/** Stands between a workflow and its engine, and puts all that passes on tape. */
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
    return this.#tape.reading('random', () => this.#asEngine(() => this.#engine.random()));
  }

  uuid(): string {
    return this.#tape.reading('uuid', () => this.#asEngine(() => this.#engine.uuid()));
  }

  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void {
    this.#asEngine(() => this.#engine.log(level, message, attributes));
  }

  sleep(ms: number): Promise<void> {
    const key = this.#begin('timer', '', ms, this.sleep);
    return this.#asEngine(() => this.#tape.sleep(key, ms));
  }

  condition(predicate: () => boolean): Promise<void> {
    return this.#asEngine(() => this.#engine.condition(() => asWorkflow(predicate)));
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
      child = await this.#engine.startChild(request);
      return child.runId;
    });
    // The end of a cancelled child is waited for: it cleans up first.
    const result = this.#outcome(key, false, async () => (await child?.result()) ?? null);
    // Whether anybody waits for the child is the workflow's to decide.
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
    really: () => Promise<void>,
  ): Promise<void> {
    const key = this.#begin('signal', name, { workflowId, args }, this.#signal);
    await this.#outcome(key, true, async () => {
      this.#messages.signalled(workflowId, name, args);
      await really();
      return null;
    });
  }

  async #cancel(workflowId: string, really: () => Promise<void>): Promise<void> {
    const key = this.#begin('cancellation', '', { workflowId }, this.#cancel);
    await this.#outcome(key, true, async () => {
      this.#messages.cancelled(workflowId);
      await really();
      return null;
    });
  }

  runScope<T>(kind: ScopeKind, fn: (scope: Scope) => Promise<T>): Promise<T> {
    return this.#asEngine(() =>
      this.#engine.runScope(kind, (scope) =>
        // Activities hear of the cancellation in the course of it, and are not workflow code.
        asWorkflow(() => fn({ cancel: (message) => this.#asEngine(() => scope.cancel(message)) })),
      ),
    );
  }

  patched(id: string): boolean {
    return this.#asEngine(() => this.#engine.patched(id));
  }

  async continueAsNew(input: JsonValue): Promise<never> {
    this.#begin('continueAsNew', '', input, this.continueAsNew);
    this.#tape.continuedAsNew();
    throw new Error('continueAsNew ends this run: let it pass when you catch errors around it.');
  }

  #begin(type: Step['type'], name: string, input: JsonValue, callee: (...args: never[]) => unknown): string {
    return this.#tape.begin({ type, name, input, site: unwatched(() => callSite(callee)) });
  }

  #outcome(key: string, cancels: boolean, really: () => Promise<JsonValue>): Promise<JsonValue> {
    return this.#asEngine(() => this.#tape.outcome(key, cancels, really));
  }

  #asEngine<T>(fn: () => T): T {
    return asEngine(this.info.runId, fn);
  }
}
