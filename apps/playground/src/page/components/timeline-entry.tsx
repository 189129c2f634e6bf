import type { RunHead } from '../../interface/run.ts';
import { processName } from '../state/engine-names.ts';
import type { Entry } from '../state/entries.ts';
import { clock } from '../../interface/format.ts';
import { StepDetails } from './step-details.tsx';
import { StepRow } from './step-row.tsx';

/** State of a timeline. */
export interface Show {
  readonly run: RunHead;
  /** Indexes of the open steps. */
  readonly opened: ReadonlySet<number>;
  toggle(index: number): void;
  /** Start and end of the run, in milliseconds since 1970. */
  readonly span: { readonly begin: number; readonly end: number };
  readonly now: number;
}

const END = { killed: 'was killed', ended: 'exited unexpectedly' } as const;

/** A step, which can be opened, or an event of the process. */
export function TimelineEntry({ entry, show }: { entry: Entry; show: Show }) {
  const { run, opened, toggle, span, now } = show;
  if ('mark' in entry) {
    const { kind, at, pid } = entry.mark;
    const what = processName(run.engine) === 'worker' ? 'Worker' : 'Process';
    return (
      <p className={`mark mark-${kind}`}>
        {kind === 'started' ? `${what} was started again as ${pid}` : `${what} ${pid} ${END[kind]}`}
        <span className="nums">{clock(at)}</span>
      </p>
    );
  }
  const { step, index } = entry;
  const isOpen = opened.has(index);
  return (
    <>
      <StepRow
        step={step}
        span={span}
        now={now}
        isOver={run.endedAt !== undefined}
        isOpen={isOpen}
        onToggle={() => toggle(index)}
      />
      {isOpen && <StepDetails run={run} index={index} step={step} />}
    </>
  );
}
