import type { WorkflowView } from '../../interface/about.ts';
import { StepChart } from './step-chart.tsx';

/** The start page: an introduction, and the step durations of the last runs. */
export function Overview({ workflow, hasTimer }: { workflow: WorkflowView; hasTimer: boolean }) {
  return (
    <div className="overview">
      <h1>One workflow, two engines</h1>
      <p className="lead">
        Run a workflow in memory, on Temporal, or on both side by side, from the same file. The page compares
        the results and shows what each engine keeps when a process dies.
      </p>
      <dl className="differences">
        <div>
          <dt>In memory</dt>
          <dd>Needs no server. When its process dies, its runs are lost.</dd>
        </div>
        <div>
          <dt>Temporal</dt>
          <dd>A server stores each step. When a worker dies, the next worker continues its runs.</dd>
        </div>
        {hasTimer && (
          <div>
            <dt>Try it</dt>
            <dd>
              Run the timer on both, kill the worker and the process while it waits, and start them again.
            </dd>
          </div>
        )}
      </dl>
      <StepChart workflow={workflow.name} />
    </div>
  );
}
