import { Link } from 'wouter';
import { runPath } from '../../interface/place.ts';
import type { RunHead } from '../../interface/run.ts';
import { engineName } from '../state/engine-names.ts';
import { clock, duration } from '../../interface/format.ts';
import { useLive } from '../state/use-live.ts';
import { usePlace } from '../state/use-place.ts';
import { statusWord } from '../../interface/status-words.ts';
import { Name } from './name.tsx';

const SHOWN = 12;

/** The last runs, grouped by ID. */
export function RecentRuns() {
  const { runs } = useLive();
  const place = usePlace();
  const groups = [...Map.groupBy(runs.values(), ({ id }) => id)].slice(-SHOWN).toReversed();
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title">Runs</h2>
      {groups.length === 0 && <p className="quiet">No runs yet.</p>}
      <ul className="recent">
        {groups.map(([id, group]) => {
          const engines = group.map(({ engine }) => engine);
          return (
            <li key={id}>
              <Link href={runPath(engines, id)} aria-current={place.kind === 'run' && place.id === id}>
                <Name of={group[0]?.workflow ?? ''} className="recent-name" />
                <span className="quiet nums">{clock(group[0]?.startedAt ?? Date.now())}</span>
                {group.map((run) => (
                  <RecentRun key={run.engine} run={run} />
                ))}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function RecentRun({ run: { engine, status, startedAt, endedAt } }: { run: RunHead }) {
  return (
    <span className="recent-run">
      <span className={`dot dot-${status}`} aria-hidden="true" />
      {engineName(engine)} {statusWord(status)}
      {startedAt !== undefined && endedAt !== undefined && (
        <span className="nums"> {duration(endedAt - startedAt)}</span>
      )}
    </span>
  );
}
