import { useSyncExternalStore } from 'react';
import { type Draft, drafts } from './drafts.ts';

const NOTHING: Draft = {};

/** What was changed in a form that has that name among all forms. */
export function useDraft(form: string): Draft {
  return useSyncExternalStore(drafts.subscribe, () => drafts.get(form)) ?? NOTHING;
}
