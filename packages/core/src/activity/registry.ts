import { UnknownActivityError } from '../errors/activity.ts';
import { checkName } from '../values/names.ts';
import { ownState } from '../values/own-state.ts';
import { Registry } from '../values/registry.ts';
import type { ActivityDefinition } from './definition.ts';

type AnyActivity = ActivityDefinition<never, unknown>;

const KEY = Symbol('activities');

function activities(): Registry<AnyActivity> {
  return ownState(KEY, () => new Registry('activities'));
}

/** Makes an activity known to every host of this process. */
export function registerActivity(definition: AnyActivity): void {
  checkName('activity name', definition.name);
  activities().add(definition);
}

/** @throws {@link UnknownActivityError} with the names that there are */
export function findActivity(name: string): AnyActivity {
  const definition = activities().get(name);
  if (definition !== undefined) return definition;
  const known = activities().names();
  throw new UnknownActivityError(
    `No activity is named "${name}". Those defined here: ${known.join(', ') || 'none'}. ` +
      'Import the package or the file that defines it in the process that runs activities.',
    { activity: name, known },
  );
}
