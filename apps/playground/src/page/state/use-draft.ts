import { useSyncExternalStore } from 'react';
import { type Draft, drafts } from './drafts.ts';

const NOTHING: Draft = {};

/** Returns the draft of a form. */
export function useDraft(form: string): Draft {
  return useSyncExternalStore(drafts.subscribe, () => drafts.get(form)) ?? NOTHING;
}
