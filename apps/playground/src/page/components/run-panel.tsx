import { useId } from 'react';
import type { JsonObject } from '@mcp-agent/core';
import type { RunHead } from '../../interface/run.ts';
import { engineName } from '../state/engine-names.ts';
import { keyOf } from '../state/live.ts';
import { isOpen } from '../../interface/status-words.ts';
import { useLive } from '../state/use-live.ts';
import { ErrorChain } from './error-chain.tsx';
import { Messages } from './messages.tsx';
import { ProcessFate } from './process-fate.tsx';
import { RunActions } from './run-actions.tsx';
import { RunFigures } from './run-figures.tsx';
import { Status } from './status.tsx';
import { Timeline } from './timeline.tsx';

interface RunPanelProps {
  readonly run: RunHead;
  readonly schemas: Readonly<Record<string, JsonObject>>;
}

/** One run on one engine: its status, actions, messages, steps and result. */
export function RunPanel({ run, schemas }: RunPanelProps) {
  const { steps, engines } = useLive();
  const title = useId();
  const lines = steps.get(keyOf(run)) ?? [];
  const engine = engines.find(({ name }) => name === run.engine);
  const { result, error, status, notes } = run;
  return (
    <section className="panel" aria-labelledby={title} data-engine={run.engine} data-status={status}>
      <header className="panel-head">
        <h2 id={title}>{engineName(run.engine)}</h2>
        <Status status={status} />
        <RunFigures run={run} steps={lines} />
      </header>
      {engine !== undefined && <RunActions run={run} engine={engine} />}
      <ProcessFate run={run} />
      {isOpen(status) && <Messages run={run} schemas={schemas} />}
      {status === 'opening' && (
        <ul className="notes">
          {notes.map((note, index) => (
            <li key={index}>{note}</li>
          ))}
        </ul>
      )}
      <Timeline run={run} steps={lines} />
      {result !== undefined && (
        <div className="result">
          <h3>Result</h3>
          <pre tabIndex={0}>{typeof result === 'string' ? result : JSON.stringify(result, undefined, 2)}</pre>
        </div>
      )}
      {error !== undefined && status !== 'lost' && (
        <div className="result failed">
          <h3>{status === 'failed' ? 'Error' : 'Outcome'}</h3>
          <ErrorChain errors={error} />
        </div>
      )}
    </section>
  );
}
