import type { EngineView } from '../../interface/engine.ts';
import type { RunHead } from '../../interface/run.ts';
import type { StepLine } from '../../interface/step.ts';
import { count } from '../state/format.ts';
import { StartAgain } from './start-again.tsx';
import { isOpen } from './status.tsx';

interface FateProps {
  readonly run: RunHead;
  readonly engine: EngineView;
  readonly done: readonly StepLine[];
}

/** What it means for a run that the process which works on it has died, and the way out. */
export function Fate({ run, engine, done }: FateProps) {
  const finished = count(done.filter(({ status }) => status === 'completed').length, 'finished step');
  const killed = run.marks.findLast(({ kind }) => kind === 'killed');
  if (run.status === 'lost') {
    return (
      <div className="callout lost">
        <p>
          <b>This run is lost.</b> The process that held it{killed === undefined ? '' : ` (${killed.pid})`} is
          gone, and the engine in memory keeps a run nowhere else: its {finished}, its timers and its result
          went with it. Starting the process again brings none of it back. On Temporal the same run goes on.
        </p>
        <StartAgain engine={engine} />
      </div>
    );
  }
  const isDead = engine.state !== 'ready' && engine.state !== 'closed';
  if (isOpen(run.status) && run.status !== 'opening' && isDead) {
    return (
      <div className="callout">
        <p>
          <b>The worker is dead, the run is not.</b> The server keeps its {finished}, its timers and its
          signals. Start the worker again, and the run goes on where it was.
        </p>
        <StartAgain engine={engine} />
      </div>
    );
  }
  if (killed === undefined || run.marks.at(-1)?.kind !== 'started') return null;
  return (
    <div className="callout good">
      <p>
        <b>Recovered.</b> The worker was killed
        {run.status === 'completed'
          ? ', started again, and the run completed. '
          : ' and started again: the run goes on. '}
        No finished step was done twice.
      </p>
    </div>
  );
}
