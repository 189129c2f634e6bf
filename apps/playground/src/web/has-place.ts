import type { Place } from '../interface/place.ts';
import type { Playground } from '../playground.ts';

/** Whether there is anything to see at a place of the page. The page itself says what is missing. */
export function hasPlace({ workflows, runs }: Playground, place: Place): boolean {
  if (place.kind === 'workflow') return workflows.has(place.name);
  if (place.kind === 'run') return place.engines.some((engine) => runs.get(engine, place.id) !== undefined);
  return place.kind === 'overview';
}
