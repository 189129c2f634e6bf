import type { WorkflowView } from '../../interface/about.ts';
import { StepChart } from './step-chart.tsx';

/** What is seen before anything is run: what this is, and how the last runs went. */
export function Overview({ workflow, hasTimer }: { workflow: WorkflowView; hasTimer: boolean }) {
  return (
    <div className="overview">
      <h1>One workflow, two engines</h1>
      <p className="lead">
        Run a workflow in memory, on Temporal, or on both side by side. The file is the same, not one
        character changed, and so is the result. What differs is what happens when something goes wrong.
      </p>
      <dl className="differences">
        <div>
          <dt>In memory</dt>
          <dd>Starts in microseconds and needs nothing. When its process dies, the run is lost.</dd>
        </div>
        <div>
          <dt>Temporal</dt>
          <dd>
            Each step costs a round trip to a server, which keeps it. A worker that dies is replaced, and the
            run goes on.
          </dd>
        </div>
        {hasTimer && (
          <div>
            <dt>See for yourself</dt>
            <dd>Run the timer on both, kill the worker and the process meanwhile, and start them again.</dd>
          </div>
        )}
      </dl>
      <StepChart workflow={workflow.name} />
    </div>
  );
}
