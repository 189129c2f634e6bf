import { useEffect } from 'react';
import type { AboutView } from '../../interface/about.ts';
import { agreementOf } from '../state/claims/agreement.ts';
import { keyOf, live } from '../state/live.ts';
import { useLive } from '../state/use-live.ts';
import { Name } from './name.tsx';
import { NotFound } from './not-found.tsx';
import { RunPanel } from './run-panel.tsx';
import { StepChart } from './step-chart.tsx';

/** Shows the runs with one ID, side by side. */
export function RunPage({
  engines,
  id,
  about,
}: {
  engines: readonly string[];
  id: string;
  about: AboutView;
}) {
  const keys = engines.map((engine) => keyOf({ engine, id }));
  // A string, because an effect runs again for every new array.
  const watched = JSON.stringify(keys);
  useEffect(() => {
    live.watch(JSON.parse(watched));
  }, [watched]);
  const { runs, loaded } = useLive();
  const heads = keys.flatMap((key) => runs.get(key) ?? []);
  const [first] = heads;
  if (first === undefined) {
    return keys.every((key) => loaded.includes(key)) ? (
      <NotFound>{GONE}</NotFound>
    ) : (
      <p className="empty">Loading the run …</p>
    );
  }
  const agreement = agreementOf(heads);
  const workflow = about.workflows.find(({ name }) => name === first.workflow);
  return (
    <div className="run-page">
      <div className="run-title">
        <h1>
          <Name of={first.workflow} />
        </h1>
        <p className="quiet mono">
          <Name of={id} />
        </p>
      </div>
      <details className="given">
        <summary>
          Input <code>{JSON.stringify(first.input)}</code>
        </summary>
        <pre tabIndex={0}>{JSON.stringify(first.input, undefined, 2)}</pre>
      </details>
      {agreement && <p className={`agreement agreement-${agreement.tone}`}>{agreement.text}</p>}
      <div className="panels">
        {heads.map((run) => (
          <RunPanel key={run.engine} run={run} schemas={workflow?.messageSchemas ?? {}} />
        ))}
      </div>
      <StepChart workflow={first.workflow} />
    </div>
  );
}

const GONE = 'The run was not found. The playground keeps the last 100 runs until it stops.';
