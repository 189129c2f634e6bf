import { errorFromData, errorToData } from '../errors/data.ts';
import type { McpAgentError } from '../errors/error.ts';
import { handlerFailed } from '../errors/outcomes.ts';
import { asCause } from '../errors/stack.ts';
import { InvalidArgumentError } from '../errors/values.ts';
import { MessageFailedError, UpdateRejectedError } from '../errors/workflow.ts';
import { type JsonValue, toJson } from '../values/json.ts';
import { property } from '../values/text.ts';
import {
  messagesQuery,
  PAUSE_SIGNAL,
  RESUME_SIGNAL,
  SYSTEM_PREFIX,
  type WorkflowMessages,
} from './messages.ts';
import { type SignalWait, SignalWaits } from './signal-waits.ts';

/** Handles a query or an update. */
export type Handler = (...args: JsonValue[]) => unknown;
type SignalHandler = (...args: JsonValue[]) => Promise<unknown>;

type Handlers = ReadonlyMap<string, unknown> | undefined;

/** Fails the run from a handler. */
interface RunEnd {
  failed(error: unknown): void;
}

/** A serialized signal. A type alias, because an interface is not assignable to `JsonValue`. */
export type Message = {
  readonly name: string;
  readonly args: JsonValue[];
};

interface UpdateHandler {
  readonly handle: Handler;
  readonly validate: Handler | undefined;
}

/**
 * The messages of one workflow. The engine adds them and the context takes them. A signal goes to the code that
 * waits for it, or else to its handler, or else it is buffered.
 */
export class WorkflowInbox {
  // Created on first use, because many workflows wait and use few of them.
  #waits: SignalWaits | undefined;
  #early: Map<string, JsonValue[][]> | undefined;
  #signals: Map<string, SignalHandler> | undefined;
  #queries: Map<string, Handler> | undefined;
  #updates: Map<string, UpdateHandler> | undefined;
  #paused = false;
  #answering: string | undefined;
  #runEnd: RunEnd | undefined;
  #continuation: unknown;

  /** While true, the workflow starts no step. */
  get paused(): boolean {
    return this.#paused;
  }

  /** The query handler or validator that is running. It must not start a step. */
  get answering(): string | undefined {
    return this.#answering;
  }

  /** Called when a signal handler throws, or when any handler continues the run as new. */
  set runEnd(runEnd: RunEnd) {
    this.#runEnd = runEnd;
  }

  /** The last error with which the run continued as new, if any. */
  get continuation(): unknown {
    return this.#continuation;
  }

  /** Throws the error that ends the run for continue-as-new, so that a handler that does not catch it ends the run. */
  rethrowEnd(end: unknown): never {
    this.#continuation = end;
    throw end;
  }

  signal(name: string, args: JsonValue[]): void {
    if (name === PAUSE_SIGNAL.name || name === RESUME_SIGNAL.name) {
      this.#paused = name === PAUSE_SIGNAL.name;
      return;
    }
    if (this.#waits?.give(name, args) === true) return;
    const handler = this.#signals?.get(name);
    if (handler !== undefined) return this.#handleSignal(handler, args);
    const early = (this.#early ??= new Map());
    const before = early.get(name);
    if (before === undefined) early.set(name, [args]);
    else before.push(args);
  }

  /** Takes a buffered signal. */
  takeSignal(name: string): JsonValue[] | undefined {
    return this.#early?.get(name)?.shift();
  }

  /** Returns the buffered signals, grouped by name, in the order of arrival. Excludes system signals. */
  untaken(): Message[] {
    return [...(this.#early ?? [])].flatMap(([name, all]) =>
      name.startsWith(SYSTEM_PREFIX) ? [] : all.map((args) => ({ name, args })),
    );
  }

  /** Registers a wait for the next signal with this name. */
  awaitSignal(name: string): SignalWait {
    return (this.#waits ??= new SignalWaits()).add(name);
  }

  /** Removes a wait, so that it does not take the next signal. */
  stopAwaiting(wait: SignalWait): void {
    this.#waits?.remove(wait);
  }

  setSignalHandler(name: string, handler: SignalHandler): void {
    (this.#signals ??= new Map()).set(name, handler);
    for (let args = this.takeSignal(name); args !== undefined; args = this.takeSignal(name)) {
      this.#handleSignal(handler, args);
    }
  }

  setQueryHandler(name: string, handler: Handler): void {
    (this.#queries ??= new Map()).set(name, handler);
  }

  setUpdateHandler(name: string, handle: Handler, validate: Handler | undefined): void {
    (this.#updates ??= new Map()).set(name, { handle, validate });
  }

  /**
   * @param builtIn used if the workflow has set no handler
   * @throws {@link MessageFailedError}
   */
  query(name: string, args: JsonValue[], builtIn?: Handler): JsonValue {
    if (name === messagesQuery.name) return toJson(this.#messages(), 'names of messages');
    const handler = this.#queries?.get(name) ?? builtIn;
    if (handler === undefined) throw missing('query', name, this.#queries);
    try {
      const answer = this.#answer(`query "${name}"`, () => handler(...args));
      return toJson(answer, `answer of query ${name}`);
    } catch (cause) {
      throw handlerFailed('query', name, crossed(cause));
    }
  }

  /** @throws {@link UpdateRejectedError} when there is no handler or its validator rejects the update */
  validateUpdate(name: string, args: JsonValue[]): void {
    const handler = this.#updates?.get(name);
    if (handler === undefined) throw missing('update', name, this.#updates);
    try {
      this.#answer(`validator of update "${name}"`, () => handler.validate?.(...args));
    } catch (thrown) {
      const cause = crossed(thrown);
      throw new UpdateRejectedError(`The workflow rejected the update "${name}": ${cause.message}`, {
        messageName: name,
        cause: asCause(cause),
      });
    }
  }

  /** Calls a handler that must start no step and return no promise. */
  #answer(what: string, handler: () => unknown): unknown {
    this.#answering = what;
    try {
      return synchronous(handler());
    } finally {
      this.#answering = undefined;
    }
  }

  #messages(): WorkflowMessages {
    return {
      signals: [...new Set([...(this.#waits?.names() ?? []), ...namesIn(this.#signals)])],
      queries: namesIn(this.#queries),
      updates: namesIn(this.#updates),
    };
  }

  #handleSignal(handler: SignalHandler, args: JsonValue[]): void {
    handler(...args).catch((error: unknown) => this.#runEnd?.failed(error));
  }

  /** @throws {@link MessageFailedError} */
  async update(name: string, args: JsonValue[]): Promise<JsonValue> {
    const handle = this.#updates?.get(name)?.handle;
    if (handle === undefined) throw missing('update', name, this.#updates);
    try {
      return toJson(await handle(...args), `answer of update ${name}`);
    } catch (cause) {
      if (this.#continuation === undefined || cause !== this.#continuation) {
        throw handlerFailed('update', name, crossed(cause));
      }
      this.#runEnd?.failed(cause);
      // The engine answers the updates that a run leaves open.
      return new Promise<never>(() => {});
    }
  }
}

function missing(kind: string, name: string, handlers: Handlers): MessageFailedError {
  const known = namesIn(handlers).join(', ') || 'none';
  return new MessageFailedError(
    `The workflow has no handler for the ${kind} "${name}" (it has: ${known}). Call ctx.setHandler when the workflow starts.`,
    { messageName: name },
  );
}

/** Returns the names without system names. */
function namesIn(handlers: Handlers): string[] {
  return [...(handlers?.keys() ?? [])].filter((name) => !name.startsWith(SYSTEM_PREFIX));
}

/** Rejects a promise from a synchronous handler. Ignores the promise's own rejection. */
function synchronous(returned: unknown): unknown {
  if (typeof property(returned, 'then') !== 'function') return returned;
  Promise.resolve(returned).catch(() => {});
  throw new InvalidArgumentError(
    'It returned a promise, but query handlers and validators must be synchronous. Keep the values that they read in variables.',
    { argument: 'handler' },
  );
}

/** Converts an error thrown by a handler to what the sender receives on every engine. */
function crossed(thrown: unknown): McpAgentError {
  return errorFromData(errorToData(thrown));
}
