import { MessageFailedError, UpdateRejectedError } from '../errors/workflow.ts';
import { type JsonValue, toJson } from '../values/json.ts';
import { LazyMap } from '../values/lazy-map.ts';
import {
  messagesQuery,
  PAUSE_SIGNAL,
  RESUME_SIGNAL,
  SYSTEM_PREFIX,
  type WorkflowMessages,
} from './messages.ts';

type Handler = (...args: JsonValue[]) => unknown;
type SignalHandler = (...args: JsonValue[]) => Promise<unknown>;

interface UpdateHandler {
  readonly handle: Handler;
  readonly validate: Handler | undefined;
}

/**
 * The messages of one workflow. An engine puts in what arrives; the context takes out. A signal goes to
 * whoever waits for it, else to its handler, else it is kept until somebody does.
 */
export class WorkflowInbox {
  readonly #waiting = new LazyMap<string, ((args: JsonValue[]) => void)[]>();
  readonly #early = new LazyMap<string, JsonValue[][]>();
  readonly #signals = new LazyMap<string, SignalHandler>();
  readonly #queries = new LazyMap<string, Handler>();
  readonly #updates = new LazyMap<string, UpdateHandler>();
  #paused = false;
  #failSignal: (error: unknown) => void = ignore;

  /** While true, no step of the workflow begins. */
  get paused(): boolean {
    return this.#paused;
  }

  /** What becomes of an error that a signal's handler throws. */
  onSignalFailure(fail: (error: unknown) => void): void {
    this.#failSignal = fail;
  }

  signal(name: string, args: JsonValue[]): void {
    if (name === PAUSE_SIGNAL.name || name === RESUME_SIGNAL.name) {
      this.#paused = name === PAUSE_SIGNAL.name;
      return;
    }
    const waiter = this.#waiting.get(name)?.shift();
    if (waiter !== undefined) return waiter(args);
    const handler = this.#signals.get(name);
    if (handler !== undefined) return this.#handleSignal(handler, args);
    const early = this.#early.get(name);
    if (early === undefined) this.#early.set(name, [args]);
    else early.push(args);
  }

  /** Takes a signal that came early. */
  takeSignal(name: string): JsonValue[] | undefined {
    return this.#early.get(name)?.shift();
  }

  /** Takes the next signal when it comes; call what is returned to wait no more. */
  onNextSignal(name: string, take: (args: JsonValue[]) => void): () => void {
    const waiters = this.#waiting.get(name) ?? [];
    this.#waiting.set(name, waiters);
    waiters.push(take);
    return () => {
      const index = waiters.indexOf(take);
      if (index >= 0) waiters.splice(index, 1);
    };
  }

  setSignalHandler(name: string, handler: SignalHandler): void {
    this.#signals.set(name, handler);
    for (let args = this.takeSignal(name); args !== undefined; args = this.takeSignal(name)) {
      this.#handleSignal(handler, args);
    }
  }

  setQueryHandler(name: string, handler: Handler): void {
    this.#queries.set(name, handler);
  }

  setUpdateHandler(name: string, handle: Handler, validate: Handler | undefined): void {
    this.#updates.set(name, { handle, validate });
  }

  /** @throws {@link MessageFailedError} */
  query(name: string, args: JsonValue[]): JsonValue {
    if (name === messagesQuery.name) return toJson(this.#messages(), 'names of messages');
    const handler = this.#queries.get(name);
    if (handler === undefined) throw missing('query', name, this.#queries);
    try {
      return toJson(handler(...args), `answer of query ${name}`);
    } catch (cause) {
      throw failed('query', name, cause);
    }
  }

  /** @throws {@link UpdateRejectedError} when there is no handler or its validator refuses */
  validateUpdate(name: string, args: JsonValue[]): void {
    const handler = this.#updates.get(name);
    if (handler === undefined) throw missing('update', name, this.#updates);
    try {
      handler.validate?.(...args);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new UpdateRejectedError(`The workflow refused the update "${name}": ${reason}`, {
        messageName: name,
        cause,
      });
    }
  }

  #messages(): WorkflowMessages {
    const awaited = [...this.#waiting.keys()].filter((name) => this.#waiting.get(name)?.length !== 0);
    return {
      signals: [...new Set([...awaited, ...namesIn(this.#signals)])],
      queries: namesIn(this.#queries),
      updates: namesIn(this.#updates),
    };
  }

  #handleSignal(handler: SignalHandler, args: JsonValue[]): void {
    handler(...args).catch((error: unknown) => this.#failSignal(error));
  }

  /** @throws {@link MessageFailedError} */
  async update(name: string, args: JsonValue[]): Promise<JsonValue> {
    const handler = this.#updates.get(name);
    if (handler === undefined) throw missing('update', name, this.#updates);
    try {
      return toJson(await handler.handle(...args), `answer of update ${name}`);
    } catch (cause) {
      throw failed('update', name, cause);
    }
  }
}

function missing(kind: string, name: string, handlers: LazyMap<string, unknown>): MessageFailedError {
  const known = namesIn(handlers).join(', ') || 'none';
  return new MessageFailedError(
    `The workflow has no handler for the ${kind} "${name}" (it has: ${known}). Call ctx.setHandler at its start.`,
    { messageName: name },
  );
}

/** The names that are the workflow's own. */
function namesIn(handlers: LazyMap<string, unknown>): string[] {
  return [...handlers.keys()].filter((name) => !name.startsWith(SYSTEM_PREFIX));
}

function failed(kind: string, name: string, cause: unknown): MessageFailedError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new MessageFailedError(`The ${kind} "${name}" failed in the workflow: ${reason}`, {
    messageName: name,
    cause,
  });
}

function ignore(): void {}
