import { drafts } from './drafts.ts';
import { useDraft } from './use-draft.ts';
import { useLive } from './use-live.ts';

/** The selected engines. */
export interface Choice {
  readonly engines: readonly string[];
  /** All engines; empty until they are loaded. */
  readonly all: readonly string[];
  choose(engines: readonly string[]): void;
}

export const BOTH: readonly string[] = ['asyncio', 'temporal'];
const FORM = 'engines';

/** Returns the selection, shared by all workflows. Default: both engines if Temporal is available. */
export function useEngineChoice(): Choice {
  const { engines } = useLive();
  const { [FORM]: kept } = useDraft(FORM);
  const all = engines.map(({ name }) => name);
  const chosen = [...all.map((name) => [name]), BOTH].find((option) => textOf(option) === kept);
  const isHere = engines.some(
    ({ name, missing, state }) => name === 'temporal' && !missing && state !== 'failed',
  );
  return {
    engines: chosen ?? (isHere ? BOTH : ['asyncio']),
    all,
    choose: (option) => drafts.set(FORM, FORM, textOf(option)),
  };
}

function textOf(engines: readonly string[]): string {
  return JSON.stringify(engines);
}
