import { UnknownActivityError } from '../errors/activity.ts';
import { checkFunction, checkObject } from '../values/invalid-argument.ts';
import { checkDefinedName } from '../values/names.ts';
import { isolateState } from '../values/isolate-state.ts';
import { Registry } from '../values/registry.ts';
import type { ActivityDefinition } from './definition.ts';
import { resolveActivityOptions } from './options.ts';

type AnyActivity = ActivityDefinition<never, unknown>;

const KEY = Symbol.for('@mcp-agent/core/activities');

function activities(): Registry<AnyActivity> {
  return isolateState(KEY, () => new Registry());
}

/**
 * Registers an activity with every host of this process.
 *
 * @throws {@link InvalidArgumentError} for an invalid name, function or options
 */
export function registerActivity(definition: AnyActivity): void {
  checkObject('definition', definition, 'an object with the name and the function of the activity');
  checkDefinedName('activity name', definition.name);
  checkFunction('definition.run', definition.run);
  resolveActivityOptions(definition.options);
  activities().add(definition);
}

/** @throws {@link UnknownActivityError} with the registered names */
export function findActivity(name: string): AnyActivity {
  const definition = activities().get(name);
  if (definition !== undefined) return definition;
  const known = activities().names();
  throw new UnknownActivityError(
    `Activity "${name}" is not defined on this worker. Defined activities: ${known.join(', ') || 'none'}. ` +
      'Import the package or the file that defines it in the process that runs activities.',
    { activity: name, known },
  );
}
