import { useSyncExternalStore } from 'react';
import { live, type Snapshot } from './live.ts';

/** Returns the data received so far, and renders the component again when it changes. */
export function useLive(): Snapshot {
  return useSyncExternalStore(live.subscribe, live.snapshot);
}
