import type { JsonObject, JsonValue, LogLevel, PublishedItem, WorkflowInfo } from '@mcp-agent/core';
import type {
  ActivityRequest,
  ChildRequest,
  ChildRun,
  Scope,
  ScopeKind,
  WorkflowRuntime,
} from '@mcp-agent/core/engine';
import type * as coreErrors from '@mcp-agent/core/errors';
import { errorToData } from '@mcp-agent/core/errors';

/** The parts of another context that a runtime for its code uses. */
export interface Realm {
  readonly Promise: PromiseConstructor;
  readonly JSON: JSON;
  readonly errors: Pick<typeof coreErrors, 'errorFromData' | 'errorToData'>;
}

/**
 * A runtime for code in another context. Its promises, values and errors belong to that context, as in Temporal's
 * isolate, so that the code can use `instanceof`.
 */
export class IsolateRuntime implements WorkflowRuntime {
  readonly #outer: WorkflowRuntime;
  readonly #realm: Realm;

  constructor(outer: WorkflowRuntime, realm: Realm) {
    this.#outer = outer;
    this.#realm = realm;
  }

  get info(): WorkflowInfo {
    return this.#outer.info;
  }

  get replaying(): boolean {
    return true;
  }

  now(): number {
    return this.#outer.now();
  }

  random(): number {
    return this.#outer.random();
  }

  uuid(): string {
    return this.#outer.uuid();
  }

  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void {
    this.#outer.log(level, message, attributes);
  }

  sleep(ms: number): Promise<void> {
    return this.#move(this.#outer.sleep(ms), () => {});
  }

  condition(predicate: () => boolean): Promise<void> {
    return this.#move(this.#outer.condition(predicate), () => {});
  }

  executeActivity(request: ActivityRequest): Promise<JsonValue> {
    return this.#move(this.#outer.executeActivity(request), (value) => this.#copy(value));
  }

  startChild(request: ChildRequest): Promise<ChildRun> {
    return this.#move(this.#outer.startChild(request), (child) => ({
      workflowId: child.workflowId,
      runId: child.runId,
      result: () => this.#move(child.result(), (value) => this.#copy(value)),
      signal: (name, args) => this.#move(child.signal(name, args), () => {}),
      cancel: () => this.#move(child.cancel(), () => {}),
    }));
  }

  signalWorkflow(workflowId: string, name: string, args: JsonValue[]): Promise<void> {
    return this.#move(this.#outer.signalWorkflow(workflowId, name, args), () => {});
  }

  runScope<T>(kind: ScopeKind, fn: (scope: Scope) => Promise<T>): Promise<T> {
    // The outcome of the function belongs to the context already.
    return new this.#realm.Promise((resolve, reject) => {
      void this.#outer.runScope(kind, async (scope) => {
        try {
          resolve(await fn(scope));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  patched(id: string): boolean {
    return this.#outer.patched(id);
  }

  publish(item: PublishedItem): void {
    this.#outer.publish(item);
  }

  continueAsNew(input: JsonValue): Promise<never> {
    return this.#move(this.#outer.continueAsNew(input), (value) => value);
  }

  /** Moves a promise into the context. */
  #move<T, U>(promise: Promise<T>, move: (value: T) => U): Promise<U> {
    return new this.#realm.Promise((resolve, reject) => {
      promise.then(
        (value) => resolve(move(value)),
        (error: unknown) => reject(this.#error(error)),
      );
    });
  }

  #error(error: unknown): Error {
    const { JSON: json, errors } = this.#realm;
    return errors.errorFromData(json.parse(JSON.stringify(errorToData(error))));
  }

  #copy(value: JsonValue): JsonValue {
    return this.#realm.JSON.parse(JSON.stringify(value));
  }
}
