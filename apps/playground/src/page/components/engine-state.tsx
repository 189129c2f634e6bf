import type { EngineView, EngineState as State } from '../../interface/engine.ts';
import { engineName } from '../state/engine-names.ts';

const WORDS: Readonly<Record<State, string>> = {
  closed: 'not started',
  opening: 'starting',
  ready: 'ready',
  killed: 'killed',
  ended: 'exited unexpectedly',
  failed: 'not available',
};

/** An engine in the header: its name and state. */
export function EngineState({ engine }: { engine: EngineView }) {
  return (
    <li className="engine">
      <span className={`dot dot-${engine.state}`} aria-hidden="true" />
      <span>{engineName(engine.name)}</span>
      <span className="quiet">{WORDS[engine.state]}</span>
      {engine.pid !== undefined && <span className="quiet wide-only">process {engine.pid}</span>}
    </li>
  );
}
