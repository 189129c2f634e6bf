import { readTimes } from '../state/api.ts';
import { engineName } from '../state/engine-names.ts';
import { count, duration } from '../../interface/format.ts';
import { median, scale, TICKS } from '../state/chart.ts';
import { useLive } from '../state/use-live.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { isOpen } from '../../interface/status-words.ts';
import { Name } from './name.tsx';

const ROW = 34;
const TOP = 22;

/** Chart of step durations in the last runs, by engine: a dot for each, a line at the median. */
export function StepChart({ workflow }: { workflow: string }) {
  const { runs } = useLive();
  const ended = [...runs.values()].filter((run) => run.workflow === workflow && !isOpen(run.status)).length;
  const { value: times } = useLoaded(() => readTimes(workflow), `${ended} ${workflow}`);
  if (times === undefined || times.steps.length === 0) return null;
  const engines = Object.keys(times.runs);
  const height = TOP + times.steps.length * ROW;
  return (
    <figure className="chart">
      <figcaption>
        <h2>Step durations</h2>
        <ul className="legend">
          {engines.map((engine) => (
            <li key={engine} className={`series-${engine}`}>
              <svg viewBox="0 0 10 10" aria-hidden="true">
                <circle cx="5" cy="5" r="3.5" />
              </svg>
              {engineName(engine)}, last {count(times.runs[engine] ?? 0, 'run')}
            </li>
          ))}
        </ul>
      </figcaption>
      <div className="chart-rows">
        <ul className="chart-labels">
          {times.steps.map(({ label, times: byEngine }) => (
            <li key={label} style={{ height: ROW }}>
              <Name of={label} className="chart-label" />
              <span className="quiet nums">
                {engines
                  .map((engine) => (byEngine[engine] ? duration(median(byEngine[engine])) : '–'))
                  .join(' / ')}
              </span>
            </li>
          ))}
        </ul>
        <svg height={height} aria-hidden="true">
          {TICKS.map(({ ms, name }) => (
            <g key={ms}>
              <line className="grid" x1={at(ms)} x2={at(ms)} y1={TOP} y2={height} />
              <text className="tick" x={at(ms)} y={12}>
                {name}
              </text>
            </g>
          ))}
          {times.steps.flatMap(({ label, times: byEngine }, row) =>
            engines.map((engine, lane) => (
              <Lane
                key={`${label} ${engine}`}
                engine={engine}
                y={TOP + row * ROW + (ROW * (lane + 1)) / (engines.length + 1)}
                times={byEngine[engine] ?? []}
              />
            )),
          )}
        </svg>
      </div>
    </figure>
  );
}

function at(ms: number): string {
  return `${scale(ms) * 100}%`;
}

function Lane({ engine, y, times }: { engine: string; y: number; times: readonly number[] }) {
  if (times.length === 0) return null;
  const middle = at(median(times));
  return (
    <g className={`series-${engine}`}>
      {times.map((ms, index) => (
        <circle key={index} cx={at(ms)} cy={y} r="3.5" />
      ))}
      <line className="median" x1={middle} x2={middle} y1={y - 7} y2={y + 7} />
    </g>
  );
}
