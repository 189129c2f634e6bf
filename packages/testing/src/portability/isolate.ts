import { AsyncLocalStorage } from 'node:async_hooks';
import { runInContext } from 'node:vm';
import type { JsonValue, WorkflowHandle } from '@mcp-agent/core';
import type * as coreEngine from '@mcp-agent/core/engine';
import { PAUSE_SIGNAL, RESUME_SIGNAL, toSentArgs, type WorkflowRuntime } from '@mcp-agent/core/engine';
import { errorFromData } from '@mcp-agent/core/errors';
import { withOverrides } from '../support/with-overrides.ts';
import { type IsolateClock, loadInContext } from './isolate-context.ts';
import { IsolateRuntime, type Realm } from './isolate-runtime.ts';

type Engine = Pick<typeof coreEngine, 'findWorkflow' | 'provideCurrentWorkflow' | 'WorkflowRun'>;
interface Running {
  readonly workflow: coreEngine.WorkflowRun;
  readonly runtime: WorkflowRuntime;
  /** Calls a function in the asynchronous context of the run. */
  readonly enter: <T>(fn: () => T) => T;
}

const LOADING: IsolateClock = { now: Date.now, random: Math.random, startTimer: () => () => {} };

/** A bundle in a context with the globals of Temporal's isolate. Runs one workflow once. */
export class Isolate {
  readonly #realm: Realm;
  readonly #engine: Engine;
  #clock = LOADING;
  #running: Running | undefined;

  /** @throws the errors of the code that runs while the bundle loads, which belong to the context */
  constructor(code: string) {
    const cache: Record<string, { readonly exports: unknown }> = {};
    const context = loadInContext(code, () => this.#clock, cache);
    const modules = Object.values(cache).map((module) => module.exports);
    this.#engine = find(modules, isEngine);
    this.#realm = {
      Promise: runInContext('Promise', context),
      JSON: runInContext('JSON', context),
      errors: find(modules, isErrors),
    };
  }

  /** Runs a workflow of the bundle on a runtime outside the context. */
  async run(
    name: string,
    input: JsonValue,
    runtime: WorkflowRuntime,
    clock: IsolateClock,
  ): Promise<JsonValue> {
    this.#clock = clock;
    const workflow = new this.#engine.WorkflowRun(
      this.#engine.findWorkflow(name),
      new IsolateRuntime(runtime, this.#realm),
    );
    this.#running = { workflow, runtime, enter: AsyncLocalStorage.snapshot() };
    this.#engine.provideCurrentWorkflow(() => workflow.context);
    const { errorToData } = this.#realm.errors;
    return new Promise((resolve, reject) => {
      workflow.execute(this.#copy(input), {
        completed: (output) => resolve(JSON.parse(JSON.stringify(output))),
        failed: (error) => reject(errorFromData(errorToData(error))),
      });
    });
  }

  /** Wraps the handle of the run to send its messages to the workflow in the context. */
  handle(handle: WorkflowHandle): WorkflowHandle {
    const signal = ({ name }: { readonly name: string }, ...args: unknown[]): Promise<void> =>
      this.#send({ name }, args, (run, values) => run.signal(name, values));
    return withOverrides(handle, {
      signal,
      pause: () => signal(PAUSE_SIGNAL),
      resume: () => signal(RESUME_SIGNAL),
      // Never resolves: the answer may depend on later events, and a replay does not need it.
      update: async ({ name }, ...args) => {
        await this.#send({ name }, args, (run, values) => {
          run.validateUpdate(name, values);
          run.update(name, values).catch(() => {});
        });
        return new Promise(() => {});
      },
    });
  }

  async #send(
    message: { readonly name: string },
    args: readonly unknown[],
    deliver: (to: coreEngine.WorkflowRun, values: JsonValue[]) => void,
  ): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    const values = toSentArgs(message, args).map((value) => this.#copy(value));
    running.enter(() => {
      deliver(running.workflow, values);
      // Adding a condition makes the engine check all of them.
      void running.runtime.runScope('shielded', () => running.runtime.condition(() => true));
    });
  }

  #copy(value: JsonValue): JsonValue {
    return this.#realm.JSON.parse(JSON.stringify(value));
  }
}

function find<T>(modules: readonly unknown[], is: (exports: unknown) => exports is T): T {
  const found = modules.find(is);
  if (found === undefined) throw new Error('The bundle does not contain the modules of @mcp-agent/core.');
  return found;
}

function isEngine(exports: unknown): exports is Engine {
  return hasAll(exports, ['findWorkflow', 'provideCurrentWorkflow', 'WorkflowRun']);
}

function isErrors(exports: unknown): exports is Realm['errors'] {
  return hasAll(exports, ['errorFromData', 'errorToData']);
}

function hasAll(exports: unknown, names: readonly string[]): boolean {
  return typeof exports === 'object' && exports !== null && names.every((name) => name in exports);
}
