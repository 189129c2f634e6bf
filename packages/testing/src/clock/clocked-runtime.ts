import type { JsonObject, JsonValue, LogLevel, WorkflowInfo } from '@mcp-agent/core';
import type {
  ActivityRequest,
  ChildRequest,
  ChildRun,
  Scope,
  ScopeKind,
  WorkflowRuntime,
} from '@mcp-agent/core/engine';
import type { VirtualTime } from './virtual-time.ts';

/** A runtime whose workflow lives by another clock; everything else is the engine's. */
export class ClockedRuntime implements WorkflowRuntime {
  readonly info: WorkflowInfo;
  readonly #engine: WorkflowRuntime;
  readonly #time: VirtualTime;

  constructor(engine: WorkflowRuntime, time: VirtualTime) {
    this.#engine = engine;
    this.#time = time;
    // An engine's info may have getters, which a spread would leave behind.
    const { workflowId, runId, workflowName, engine: name, attempt, parent } = engine.info;
    this.info = {
      workflowId,
      runId,
      workflowName,
      engine: name,
      attempt,
      startTime: time.now(),
      ...(parent !== undefined && { parent }),
    };
  }

  get replaying(): boolean {
    return this.#engine.replaying;
  }

  now(): number {
    return this.#time.now();
  }

  async sleep(ms: number): Promise<void> {
    let due = false;
    const stop = this.#time.startTimer(ms, () => {
      due = true;
      // Conditions are looked at when one is added; in a shield, because the run may be cancelled.
      void this.#engine.runScope('shielded', () => this.#engine.condition(() => true));
    });
    try {
      await this.#engine.condition(() => due);
    } finally {
      stop();
    }
  }

  executeActivity(request: ActivityRequest): Promise<JsonValue> {
    return this.#time.busyWhile(this.#engine.executeActivity(request));
  }

  random(): number {
    return this.#engine.random();
  }

  uuid(): string {
    return this.#engine.uuid();
  }

  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void {
    this.#engine.log(level, message, attributes);
  }

  condition(predicate: () => boolean): Promise<void> {
    return this.#engine.condition(predicate);
  }

  startChild(request: ChildRequest): Promise<ChildRun> {
    return this.#engine.startChild(request);
  }

  signalWorkflow(workflowId: string, name: string, args: JsonValue[]): Promise<void> {
    return this.#engine.signalWorkflow(workflowId, name, args);
  }

  updateHandlerSet(name: string): void {
    this.#engine.updateHandlerSet?.(name);
  }

  runScope<T>(kind: ScopeKind, fn: (scope: Scope) => Promise<T>): Promise<T> {
    return this.#engine.runScope(kind, fn);
  }

  patched(id: string): boolean {
    return this.#engine.patched(id);
  }

  continueAsNew(input: JsonValue): Promise<never> {
    return this.#engine.continueAsNew(input);
  }
}
