import type { Place } from '../interface/place.ts';
import type { Playground } from '../playground.ts';

/** Whether a place of the page exists. The page itself reports a missing one. */
export function hasPlace({ workflows, runs }: Playground, place: Place): boolean {
  if (place.kind === 'workflow') return workflows.has(place.name);
  if (place.kind === 'run') return place.engines.some((engine) => runs.get(engine, place.id) !== undefined);
  return place.kind === 'overview';
}
