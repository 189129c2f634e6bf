import { UnknownActivityError } from '../errors/activity.ts';
import { DuplicateNameError } from '../errors/workflow.ts';
import { definedAt } from '../values/defined-at.ts';
import type { ActivityDefinition } from './definition.ts';

type AnyActivity = ActivityDefinition<never, unknown>;

interface Registered {
  readonly definition: AnyActivity;
  readonly place: string | undefined;
}

const activities = new Map<string, Registered>();

/** Makes an activity known to every host of this process. */
export function registerActivity(definition: AnyActivity): void {
  const place = definedAt();
  const former = activities.get(definition.name);
  if (former !== undefined && (place === undefined || former.place !== place)) {
    throw new DuplicateNameError(
      `Two activities are named "${definition.name}". A worker finds an activity by its name: rename one of them.`,
      { definitionName: definition.name },
    );
  }
  activities.set(definition.name, { definition, place });
}

/** @throws {@link UnknownActivityError} with the names that there are */
export function findActivity(name: string): AnyActivity {
  const definition = activities.get(name)?.definition;
  if (definition !== undefined) return definition;
  const known = [...activities.keys()].toSorted();
  throw new UnknownActivityError(
    `No activity is named "${name}". Those defined here: ${known.join(', ') || 'none'}. ` +
      'Import the package or the file that defines it in the process that runs activities.',
    { activity: name, known },
  );
}
