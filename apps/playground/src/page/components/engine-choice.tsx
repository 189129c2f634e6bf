import { engineName } from '../state/engine-names.ts';
import { BOTH, type Choice } from '../state/use-engine-choice.ts';

/** Selects the engines of a run. */
export function EngineChoice({ choice: { engines, all, choose } }: { choice: Choice }) {
  if (all.length === 0) return null;
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
          <span>{option.length === all.length ? 'Both' : option.map(engineName).join(' + ')}</span>
        </label>
      ))}
    </fieldset>
  );
}
