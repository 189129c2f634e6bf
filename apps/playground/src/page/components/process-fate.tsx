import type { RunHead } from '../../interface/run.ts';
import { fateOf } from '../state/claims/process-fate.ts';
import { useLive } from '../state/use-live.ts';
import { StartAgain } from './start-again.tsx';

/** Explains what the end of its process means for a run, with a button to restart it. */
export function ProcessFate({ run }: { run: RunHead }) {
  const { runs, engines } = useLive();
  const withEngines = [...runs.values()].flatMap((one) => {
    const engine = engines.find(({ name }) => name === one.engine);
    return one.id === run.id && engine !== undefined ? [{ run: one, engine }] : [];
  });
  const own = withEngines.find(({ engine }) => engine.name === run.engine);
  const others = withEngines.filter((one) => one !== own);
  const fate = own && fateOf(own, others);
  if (own === undefined || fate === undefined) return null;
  return (
    <div className={`callout ${fate.tone}`}>
      <p>
        <b>{fate.title}</b> {fate.sentences.join(' ')}
      </p>
      {fate.tone !== 'good' && <StartAgain engine={own.engine} />}
    </div>
  );
}
