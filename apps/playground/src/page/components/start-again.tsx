import type { EngineView } from '../../interface/engine.ts';
import { startProcess } from '../state/api.ts';
import { processName } from '../state/engine-names.ts';
import { useAction } from '../state/use-action.ts';
import { ErrorChain } from './error-chain.tsx';

/** A button to restart the process of an engine. */
export function StartAgain({ engine: { name, state } }: { engine: EngineView }) {
  const action = useAction();
  if (state === 'ready' || state === 'closed') return null;
  const isStarting = state === 'opening' || action.isBusy;
  return (
    <div className="start-again">
      <button
        type="button"
        className="primary"
        disabled={isStarting}
        onClick={() => action.run(() => startProcess(name))}
      >
        {isStarting ? 'Starting …' : `Start the ${processName(name)} again`}
      </button>
      <div role="alert">
        <ErrorChain errors={action.errors} />
      </div>
    </div>
  );
}
