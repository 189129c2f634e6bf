import { useSyncExternalStore } from 'react';
import { live, type Snapshot } from './live.ts';

/** What the server has told so far; the component is shown again when it tells more. */
export function useLive(): Snapshot {
  return useSyncExternalStore(live.subscribe, live.snapshot);
}
