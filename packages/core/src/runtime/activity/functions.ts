import { fromJson, type JsonValue } from '../values/json.ts';
import { currentWorkflow } from '../workflow/current.ts';
import { checkObject } from '../values/invalid-argument.ts';
import { type ActivityOptions, resolveActivityOptions } from './options.ts';
import { registerActivity } from './registry.ts';

/** A file's exports that are activities by Temporal's convention: plain functions. */
type ActivityFunctions<T> = {
  readonly [
    Name in keyof T as T[Name] extends (...args: never[]) => unknown ? Name : never
  ]: T[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/**
 * Calls the functions of a file as activities, by Temporal's convention: the workflow imports only their
 * types, so that the file may import whatever it likes.
 *
 * @example
 * ```ts
 * import type * as activities from './activities.ts';
 *
 * const { readReport } = proxyActivities<typeof activities>({ startToCloseTimeout: '1 minute' });
 * ```
 *
 * @throws {@link InvalidArgumentError} for options that cannot be meant
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
 * Makes a file's functions known as activities, each by the name it is exported under. Call it in the process
 * that runs activities; a worker does so with the file that it is given as `activities`. What is not a
 * function, and what `defineActivity` made, is passed over.
 *
 * @example
 * ```ts
 * import * as activities from './activities.ts';
 *
 * registerActivities(activities);
 * ```
 */
export function registerActivities(functions: object): void {
  checkObject('functions', functions, 'the exports of a file');
  for (const [name, value] of Object.entries(functions)) {
    if (typeof value !== 'function' || 'definition' in value) continue;
    registerActivity({
      name,
      run: async (args: JsonValue) => value(...fromJson<JsonValue[]>(args)),
    });
  }
}
