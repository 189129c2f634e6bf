import { errorFromData, errorToData } from '../errors/data.ts';
import type { McpAgentError } from '../errors/error.ts';
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

/** The run, as a handler ends it. */
interface RunEnd {
  failed(error: unknown): void;
}

/** A signal as it crosses: a type, which is JSON to the compiler, as an interface is not. */
export type Message = {
  readonly name: string;
  readonly args: JsonValue[];
};

interface UpdateHandler {
  readonly handle: Handler;
  readonly validate: Handler | undefined;
}

/**
 * The messages of one workflow. An engine puts in what arrives; the context takes out. A signal goes to
 * whoever waits for it, else to its handler, else it is kept until somebody does.
 */
export class WorkflowInbox {
  // Each is made when something is put in: most workflows never use most of them, and many wait at once.
  #waits: SignalWaits | undefined;
  #early: Map<string, JsonValue[][]> | undefined;
  #signals: Map<string, SignalHandler> | undefined;
  #queries: Map<string, Handler> | undefined;
  #updates: Map<string, UpdateHandler> | undefined;
  #paused = false;
  #answering: string | undefined;
  #runEnd: RunEnd | undefined;
  #continuation: unknown;

  /** While true, no step of the workflow begins. */
  get paused(): boolean {
    return this.#paused;
  }

  /** The query handler or the validator that runs: it begins no step. */
  get answering(): string | undefined {
    return this.#answering;
  }

  /** What a signal's handler that throws ends, and any handler that continues the run as new. */
  set runEnd(runEnd: RunEnd) {
    this.#runEnd = runEnd;
  }

  /** What the run last threw to continue as new, where it has. */
  get continuation(): unknown {
    return this.#continuation;
  }

  /** Throws what ends the run when it continues as new, so that a handler that lets it pass does the same. */
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

  /** Takes a signal that came early. */
  takeSignal(name: string): JsonValue[] | undefined {
    return this.#early?.get(name)?.shift();
  }

  /** The signals that came and that this run has not taken, in their order by name. Its own are not among them. */
  untaken(): Message[] {
    return [...(this.#early ?? [])].flatMap(([name, all]) =>
      name.startsWith(SYSTEM_PREFIX) ? [] : all.map((args) => ({ name, args })),
    );
  }

  /** Takes the next signal when it comes. */
  awaitSignal(name: string): SignalWait {
    return (this.#waits ??= new SignalWaits()).add(name);
  }

  /** Leaves the next signal to others. */
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
   * @param builtIn answers where the workflow has set no handler
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
      throw failed('query', name, cause);
    }
  }

  /** @throws {@link UpdateRejectedError} when there is no handler or its validator refuses */
  validateUpdate(name: string, args: JsonValue[], builtIn?: Handler): void {
    const handler = this.#updates?.get(name);
    if (handler === undefined && builtIn === undefined) throw missing('update', name, this.#updates);
    try {
      this.#answer(`validator of update "${name}"`, () => handler?.validate?.(...args));
    } catch (thrown) {
      const cause = crossed(thrown);
      throw new UpdateRejectedError(`The workflow rejected the update "${name}": ${cause.message}`, {
        messageName: name,
        cause,
      });
    }
  }

  /** Calls what may begin no step and returns no promise. */
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
  async update(name: string, args: JsonValue[], builtIn?: Handler): Promise<JsonValue> {
    const handle = this.#updates?.get(name)?.handle ?? builtIn;
    if (handle === undefined) throw missing('update', name, this.#updates);
    try {
      return toJson(await handle(...args), `answer of update ${name}`);
    } catch (cause) {
      if (cause !== this.#continuation) throw failed('update', name, cause);
      this.#runEnd?.failed(cause);
      // The engine answers what a run has left unanswered.
      return new Promise<never>(() => {});
    }
  }
}

function missing(kind: string, name: string, handlers: Handlers): MessageFailedError {
  const known = namesIn(handlers).join(', ') || 'none';
  return new MessageFailedError(
    `The workflow has no handler for the ${kind} "${name}" (it has: ${known}). Call ctx.setHandler at its start.`,
    { messageName: name },
  );
}

/** The names that are the workflow's own. */
function namesIn(handlers: Handlers): string[] {
  return [...(handlers?.keys() ?? [])].filter((name) => !name.startsWith(SYSTEM_PREFIX));
}

/** What a handler returned that cannot wait. The promise of one that tries is let go of: it may reject. */
function synchronous(returned: unknown): unknown {
  if (typeof property(returned, 'then') !== 'function') return returned;
  Promise.resolve(returned).catch(() => {});
  throw new InvalidArgumentError(
    'It returned a promise. Query handlers and validators are synchronous: keep what they need in variables.',
    { argument: 'handler' },
  );
}

function failed(kind: string, name: string, cause: unknown): MessageFailedError {
  const error = crossed(cause);
  return new MessageFailedError(`The ${kind} "${name}" failed in the workflow: ${error.message}`, {
    messageName: name,
    cause: error,
  });
}

/** What a handler threw, as its sender sees it on every engine. */
function crossed(thrown: unknown): McpAgentError {
  return errorFromData(errorToData(thrown));
}
