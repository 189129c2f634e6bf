import { Link, useLocation } from 'wouter';
import type { RunHead } from '../../interface/run.ts';
import { engineName } from '../state/engine-names.ts';
import { clock, duration } from '../state/format.ts';
import { useLive } from '../state/use-live.ts';
import { statusWord } from './status.tsx';

const SHOWN = 12;

/** The last runs, those of one id, side by side, as one. */
export function RecentRuns() {
  const { runs } = useLive();
  const [location] = useLocation();
  const groups = [...Map.groupBy(runs.values(), ({ id }) => id)].slice(-SHOWN).toReversed();
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title">Runs</h2>
      {groups.length === 0 && <p className="quiet">None yet.</p>}
      <ul className="recent">
        {groups.map(([id, group]) => {
          const place = `/runs/${group.map(({ engine }) => encodeURIComponent(engine)).join('+')}/${id}`;
          return (
            <li key={id}>
              <Link href={place} aria-current={location === place}>
                <span className="recent-name">{group[0]?.workflow}</span>
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
