import { useState } from 'react';
import { engineName } from '../state/engine-names.ts';
import { useLive } from '../state/use-live.ts';

/** Where a workflow is to run. */
export interface Choice {
  readonly engines: readonly string[];
  readonly all: readonly string[];
  choose(engines: readonly string[]): void;
}

const BOTH = ['asyncio', 'temporal'];

/** Both side by side, unless a person says otherwise or Temporal is not there. */
export function useEngineChoice(): Choice {
  const { engines } = useLive();
  const [chosen, choose] = useState<readonly string[]>();
  const isHere = engines.some(
    ({ name, missing, state }) => name === 'temporal' && !missing && state !== 'failed',
  );
  return { engines: chosen ?? (isHere ? BOTH : ['asyncio']), all: engines.map(({ name }) => name), choose };
}

/** The engines to choose from. */
export function EngineChoice({ choice: { engines, all, choose } }: { choice: Choice }) {
  const options = [...all.map((name) => [name]), BOTH];
  return (
    <fieldset className="segments">
      <legend>Run</legend>
      {options.map((option) => (
        <label key={option.join()}>
          <input
            type="radio"
            name="engines"
            checked={option.join() === engines.join()}
            onChange={() => choose(option)}
          />
          <span>{option.length > 1 ? 'Both' : engineName(option[0] ?? '')}</span>
        </label>
      ))}
    </fieldset>
  );
}
