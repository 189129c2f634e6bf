import { drafts } from './drafts.ts';
import { useDraft } from './use-draft.ts';
import { useLive } from './use-live.ts';

/** Where a workflow is to run. */
export interface Choice {
  readonly engines: readonly string[];
  /** What there is to choose from; nothing until the server has said so. */
  readonly all: readonly string[];
  choose(engines: readonly string[]): void;
}

export const BOTH: readonly string[] = ['asyncio', 'temporal'];
const FORM = 'engines';

/** Both side by side, unless a person chose otherwise or Temporal is not there. All workflows share the choice. */
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
