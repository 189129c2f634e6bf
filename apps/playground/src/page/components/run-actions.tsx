import type { EngineView } from '../../interface/engine.ts';
import type { RunHead } from '../../interface/run.ts';
import { killProcess, sendMessage, startProcess } from '../state/api.ts';
import { processName } from '../state/engine-names.ts';
import { useAction } from '../state/use-action.ts';
import { ErrorChain } from './error-chain.tsx';
import { isOpen } from './status.tsx';

/** What can be done to a run and to the process that works on it. */
export function RunActions({ run, engine }: { run: RunHead; engine: EngineView }) {
  const action = useAction();
  const { status } = run;
  const what = processName(run.engine);
  const isDead = engine.state === 'killed' || engine.state === 'ended' || engine.state === 'failed';
  const send = (kind: 'cancel' | 'terminate' | 'pause' | 'resume'): void =>
    action.run(() => sendMessage(run.engine, run.id, { kind }));
  if (!isOpen(status) && !isDead) return null;
  return (
    <div className="actions">
      {isOpen(status) && status !== 'opening' && (
        <>
          <button
            type="button"
            disabled={action.isBusy}
            onClick={() => send(status === 'paused' ? 'resume' : 'pause')}
          >
            {status === 'paused' ? 'Resume' : 'Pause'}
          </button>
          <button type="button" disabled={action.isBusy} onClick={() => send('cancel')}>
            Cancel
          </button>
          <button type="button" disabled={action.isBusy} onClick={() => send('terminate')}>
            Terminate
          </button>
        </>
      )}
      {engine.state === 'ready' && isOpen(status) && (
        <button type="button" className="danger" onClick={() => action.run(() => killProcess(run.engine))}>
          Kill the {what}
        </button>
      )}
      {(isDead || (engine.state === 'opening' && run.marks.length > 0)) && (
        <button
          type="button"
          className="primary"
          disabled={action.isBusy || engine.state === 'opening'}
          onClick={() => action.run(() => startProcess(run.engine))}
        >
          {engine.state === 'opening' ? 'Starting …' : `Start the ${what} again`}
        </button>
      )}
      <div role="alert">
        <ErrorChain errors={action.errors} />
      </div>
    </div>
  );
}
