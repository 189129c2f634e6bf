import type { CheckJson } from '../values/json-type.ts';
import { currentWorkflow } from '../workflow/current.ts';
import { checkDefinedName } from '../values/names.ts';
import { type ActivityOptions, resolveActivityOptions, withNearerOptions } from './options.ts';

/**
 * Calls a defined activity by its name, so that the workflow imports only its type and not its code. The
 * options of the definition do not apply: pass them here again.
 *
 * @example
 * ```ts
 * import type { charge } from './activities.ts';
 *
 * const chargeCard = proxyActivity<typeof charge>('charge', { startToCloseTimeout: '30s' });
 * ```
 *
 * @throws {@link InvalidArgumentError} for an invalid name or invalid options
 */
export function proxyActivity<A extends (input: never) => Promise<unknown>>(
  name: string & CheckJson<Parameters<A>[0], 'input'> & CheckJson<Awaited<ReturnType<A>>, 'result'>,
  options?: ActivityOptions,
): (input: Parameters<A>[0], more?: ActivityOptions) => Promise<Awaited<ReturnType<A>>> {
  checkDefinedName('activity name', name);
  resolveActivityOptions(options);
  return (input, more) => currentWorkflow().executeActivity(name, input, withNearerOptions(options, more));
}
