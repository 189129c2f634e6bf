import { fromJson, type JsonValue } from '../values/json.ts';
import type { CheckJson, NotJson } from '../values/json-type.ts';
import { currentWorkflow } from '../workflow/current.ts';
import { checkObject } from '../values/invalid-argument.ts';
import { type ActivityOptions, resolveActivityOptions } from './options.ts';
import { registerActivity } from './registry.ts';

/** The functions that a file exports, which are its activities by Temporal's convention. */
type ActivityFunctions<T> = {
  readonly [
    Name in keyof T as T[Name] extends (...args: never[]) => unknown ? Name : never
  ]: T[Name] extends (...args: infer Args) => infer Result
    ? ((...args: Args) => Promise<Awaited<Result>>) | NotSent<Args, Awaited<Result>>
    : never;
};

/** Makes a function that cannot be an activity not callable, and says why; `never` for any other function. */
type NotSent<Args, Result> =
  | Extract<CheckJson<Args, 'arguments'>, NotJson<string>>
  | Extract<CheckJson<Result, 'result'>, NotJson<string>>;

/**
 * Calls the exported functions of a file as activities, by Temporal's convention. The workflow imports only
 * their types, so the file can import any module.
 *
 * @example
 * ```ts
 * import type * as activities from './activities.ts';
 *
 * const { readReport } = proxyActivities<typeof activities>({ startToCloseTimeout: '1 minute' });
 * ```
 *
 * @throws {@link InvalidArgumentError} for invalid options
 */
export function proxyActivities<T>(options?: ActivityOptions): ActivityFunctions<T> {
  resolveActivityOptions(options);
  const proxy = new Proxy(
    {},
    {
      get: (_, name) =>
        typeof name === 'string' &&
        ((...args: unknown[]): Promise<unknown> => currentWorkflow().executeActivity(name, args, options)),
    },
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the caller knows the file's type
  return proxy as ActivityFunctions<T>;
}

/**
 * Registers the exported functions of a file as activities, by the names of their exports. Call it in the
 * process that runs activities; a worker calls it for the file passed as `activities`. Exports that are not
 * functions, and activities created by `defineActivity`, are skipped.
 *
 * @example
 * ```ts
 * import * as activities from './activities.ts';
 *
 * registerActivities(activities);
 * ```
 */
export function registerActivities(functions: object): void {
  checkObject('functions', functions, 'the exports of a module');
  for (const [name, value] of Object.entries(functions)) {
    if (typeof value !== 'function' || 'definition' in value) continue;
    registerActivity({
      name,
      run: async (args: JsonValue) => value(...fromJson<JsonValue[]>(args)),
    });
  }
}
