import { ExecutorClosedError } from '../errors/engine.ts';
import type { Settings } from '../settings.ts';
import { toArgs } from '../values/args.ts';
import { fromJson, type JsonObject, type JsonValue, toJson } from '../values/json.ts';
import { toLogAttributes, toLogLevel, toLogMessage } from '../values/log-attributes.ts';
import type { QueryDefinition, UpdateDefinition } from '../workflow/messages.ts';
import type { LogLevel } from '../workflow/runtime.ts';
import type { WorkflowCaller } from './caller.ts';
import type { CancellationSignal } from './cancellation.ts';
import type { ActivityContext, ActivityInfo } from './context.ts';
import { runInActivity } from './current.ts';
import type { HostExtension } from './extension.ts';
import { findActivity } from './registry.ts';
import type { ResourceDefinition } from './resource.ts';

/** One attempt of an activity, as an engine asks for it. */
export interface ActivityAttempt {
  readonly info: ActivityInfo;
  readonly input: JsonValue;
  readonly signal: CancellationSignal;
  heartbeat(details: JsonValue): void;
  /** Resolves when the next attempt would be given the details, whatever becomes of this process. */
  checkpoint(details: JsonValue): Promise<void>;
  readonly caller: WorkflowCaller;
  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void;
}

/** What a host is made from. */
export interface ActivityHostOptions {
  readonly settings: Settings;
  /** What activities can reach beside what they open themselves. Default: nothing. */
  readonly extensions?: readonly HostExtension[];
  /** By what name activities are sent to this host and no other; none where they cannot be. */
  readonly worker?: string;
}

/**
 * Door 2: runs activities, on any engine. It holds the settings and the resources that outlive a call, so
 * that neither ever comes near workflow code.
 */
export class ActivityHost {
  readonly settings: Settings;
  readonly #provided: ReadonlyMap<string, ResourceDefinition<unknown>>;
  readonly #resources = new Map<string, Promise<OpenResource>>();
  readonly #worker: string | undefined;
  #closed = false;

  constructor({ settings, extensions = [], worker }: ActivityHostOptions) {
    this.settings = settings;
    this.#worker = worker;
    this.#provided = new Map(extensions.flatMap(({ resources }) => resources.map((one) => [one.name, one])));
  }

  /**
   * Runs one attempt.
   *
   * @throws whatever the activity throws, {@link UnknownActivityError}, or {@link NotJsonError} for a result
   * that cannot cross
   */
  async run(attempt: ActivityAttempt): Promise<JsonValue> {
    const definition = findActivity(attempt.info.activity);
    const context: ActivityContext = {
      info: attempt.info,
      signal: attempt.signal,
      settings: this.settings,
      ...(this.#worker !== undefined && { worker: this.#worker }),
      heartbeat: (details) => attempt.heartbeat(toJson(details, 'heartbeat')),
      checkpoint: async (details) => attempt.checkpoint(toJson(details, 'checkpoint')),
      resource: (resource) => this.resource(resource),
      queryWorkflow: async <Result, Args extends unknown[]>(
        query: QueryDefinition<Result, Args>,
        ...args: Args
      ): Promise<Result> => fromJson<Result>(await attempt.caller.query(query.name, toArgs(query, args))),
      signalWorkflow: (signal, ...args) => attempt.caller.signal(signal.name, toArgs(signal, args)),
      updateWorkflow: async <Result, Args extends unknown[]>(
        update: UpdateDefinition<Result, Args>,
        ...args: Args
      ): Promise<Result> => fromJson<Result>(await attempt.caller.update(update.name, toArgs(update, args))),
      log: (level, message, attributes) =>
        attempt.log(toLogLevel(level), toLogMessage(message), toLogAttributes(attributes)),
    };
    const result = await runInActivity(context, () => definition.run(fromJson(attempt.input), context));
    return toJson(result, `result of activity ${definition.name}`);
  }

  /**
   * The resource, opened if nobody did yet; by the extension that provides it, where there is one. All who ask while it opens get the same one; a failure to open is
   * told to all of them, and the next who asks tries again.
   */
  async resource<T>(definition: ResourceDefinition<T>): Promise<T> {
    if (this.#closed) {
      throw new ExecutorClosedError(
        `${definition.name} is not opened: the executor is closed. Make a new one.`,
      );
    }
    let opening = this.#resources.get(definition.name);
    if (opening === undefined) {
      opening = open(this.#provided.get(definition.name) ?? definition, this.settings);
      this.#resources.set(definition.name, opening);
      opening.catch(() => this.#resources.delete(definition.name));
    }
    return fromResource<T>(await opening);
  }

  /** Closes what was opened, the last first. A second call waits for nothing. */
  async close(): Promise<void> {
    this.#closed = true;
    const opened = [...this.#resources.values()].toReversed();
    this.#resources.clear();
    const failures: unknown[] = [];
    for (const opening of opened) {
      try {
        await (await opening).close();
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, 'Some resources of the executor did not close.');
  }
}

interface OpenResource {
  readonly value: unknown;
  close(): void | Promise<void>;
}

async function open<T>(definition: ResourceDefinition<T>, settings: Settings): Promise<OpenResource> {
  const value = await definition.open(settings);
  return { value, close: () => definition.close?.(value) };
}

/** The map holds resources of all types under their definitions' names: whoever asks brings the type back. */
function fromResource<T>(resource: OpenResource): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return resource.value as T;
}
