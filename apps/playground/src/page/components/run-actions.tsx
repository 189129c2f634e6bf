import type { EngineView } from '../../interface/engine.ts';
import type { RunHead } from '../../interface/run.ts';
import { killProcess, sendMessage } from '../state/api.ts';
import { processName } from '../state/engine-names.ts';
import { useAction } from '../state/use-action.ts';
import { isOpen } from '../../interface/status-words.ts';
import { ErrorChain } from './error-chain.tsx';

/** Buttons to control a run and to kill its process. */
export function RunActions({ run, engine }: { run: RunHead; engine: EngineView }) {
  const action = useAction();
  const { status } = run;
  const what = processName(run.engine);
  const send = (kind: 'cancel' | 'terminate' | 'pause' | 'resume'): void =>
    action.run(() => sendMessage(run.engine, run.id, { kind }));
  if (!isOpen(status) || status === 'opening') return null;
  return (
    <div className="actions">
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
      {engine.state === 'ready' && (
        <button type="button" className="danger" onClick={() => action.run(() => killProcess(run.engine))}>
          Kill the {what}
        </button>
      )}
      <div role="alert">
        <ErrorChain errors={action.errors} />
      </div>
    </div>
  );
}
