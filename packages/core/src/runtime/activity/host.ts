import { ExecutorClosedError } from '../errors/engine.ts';
import type { Settings } from '../settings.ts';
import { toArgs } from '../values/args.ts';
import { fromJson, type JsonObject, type JsonValue, toJson } from '../values/json.ts';
import { toLogAttributes, toLogLevel, toLogMessage } from '../values/log-attributes.ts';
import type { QueryDefinition, UpdateDefinition } from '../workflow/messages.ts';
import type { LogLevel } from '../workflow/runtime.ts';
import type { WorkflowCaller } from './caller.ts';
import type { CancellationSignal } from './cancellation.ts';
import { activityDefaults } from './activity-defaults.ts';
import type { ActivityContext, ActivityInfo } from './context.ts';
import { runInActivity } from './current.ts';
import type { HostExtension } from './extension.ts';
import type { ActivityOptions } from './options.ts';
import { findActivity } from './registry.ts';
import type { ResourceDefinition } from './resource.ts';

/** One attempt of an activity, as the engine requests it. */
export interface ActivityAttempt {
  readonly info: ActivityInfo;
  readonly input: JsonValue;
  readonly signal: CancellationSignal;
  heartbeat(details: JsonValue): void;
  /** Resolves when the details are recorded for the next attempt, even if this process dies. */
  checkpoint(details: JsonValue): Promise<void>;
  readonly caller: WorkflowCaller;
  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void;
}

/** Options of an {@link ActivityHost}. */
export interface ActivityHostOptions {
  readonly settings: Settings;
  /** Extensions that provide resources to activities. Default: none. */
  readonly extensions?: readonly HostExtension[];
  /** Name under which the engine can send activities to this host only. Absent if the engine cannot. */
  readonly worker?: string;
}

/**
 * Runs activities on any engine. It holds the settings and the long-lived resources, so that workflow code has
 * no access to them.
 */
export class ActivityHost {
  readonly settings: Settings;
  /** Options for an activity from the settings: `activityDefaults` of a `WorkflowRuntime`. */
  readonly activityDefaults: (activity: string) => ActivityOptions | undefined;
  readonly #provided: ReadonlyMap<string, ResourceDefinition<unknown>>;
  readonly #resources = new Map<string, Promise<OpenResource>>();
  readonly #worker: string | undefined;
  #closed = false;

  /** @throws {@link InvalidArgumentError} for invalid `workflowTaskRetryPolicies` */
  constructor({ settings, extensions = [], worker }: ActivityHostOptions) {
    this.settings = settings;
    this.activityDefaults = activityDefaults({
      ...(settings.workflowTaskRetryPolicies && { retryPolicies: settings.workflowTaskRetryPolicies }),
    });
    this.#worker = worker;
    this.#provided = new Map(extensions.flatMap(({ resources }) => resources.map((one) => [one.name, one])));
  }

  /**
   * Runs one attempt.
   *
   * @throws the error of the activity, {@link UnknownActivityError}, or {@link NotJsonError} for a result that
   * is not JSON
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
   * Returns the resource. Opens it on first use, through the extension that provides it, if any. Concurrent
   * callers share the result. After a failure, the next caller tries again.
   */
  async resource<T>(definition: ResourceDefinition<T>): Promise<T> {
    if (this.#closed) {
      throw new ExecutorClosedError(
        `Resource "${definition.name}" was not opened: the executor is closed. Create a new executor.`,
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

  /** Closes the open resources in reverse order. A second call returns without waiting. */
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
      throw new AggregateError(
        failures,
        'Some resources of the executor failed to close. The property errors has the reasons.',
      );
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

/** The map holds resources of all types by name, so the caller restores the type. */
function fromResource<T>(resource: OpenResource): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return resource.value as T;
}
