import { useState, useSyncExternalStore } from 'react';
import type { AboutView, WorkflowView } from '../../interface/about.ts';
import type { Place } from '../../interface/place.ts';
import { keyOf, live } from './live.ts';

/**
 * Returns the workflow of a place. Until the data of a new run arrives, the previous workflow stays selected.
 */
export function useSelectedWorkflow(place: Place, { workflows }: AboutView): WorkflowView | undefined {
  const ofRun = useSyncExternalStore(live.subscribe, () => workflowOfRun(place));
  const known = nameOf(place, workflows[0]?.name) ?? ofRun;
  const [last, setLast] = useState(known);
  if (known !== undefined && known !== last) setLast(known);
  const name = known ?? (place.kind === 'run' ? last : undefined);
  return workflows.find((workflow) => workflow.name === name);
}

function nameOf(place: Place, first: string | undefined): string | undefined {
  if (place.kind === 'overview') return first;
  return place.kind === 'workflow' ? place.name : undefined;
}

function workflowOfRun(place: Place): string | undefined {
  if (place.kind !== 'run') return undefined;
  const { engines, id } = place;
  const { runs } = live.snapshot();
  return engines
    .map((engine) => runs.get(keyOf({ engine, id }))?.workflow)
    .find((name) => name !== undefined);
}
