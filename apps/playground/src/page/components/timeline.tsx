import { useMemo, useState } from 'react';
import type { RunHead } from '../../interface/run.ts';
import type { StepLine } from '../../interface/step.ts';
import { engineName } from '../state/engine-names.ts';
import { entriesOf } from '../state/entries.ts';
import { useNow } from '../state/use-now.ts';
import { isOpen } from '../../interface/status-words.ts';
import { LongTimeline } from './long-timeline.tsx';
import { TimelineEntry } from './timeline-entry.tsx';

/** Above this number of entries, only the visible ones are rendered. */
const MAX_RENDERED = 150;

/** The steps of a run in the order of their start. */
export function Timeline({ run, steps }: { run: RunHead; steps: readonly StepLine[] }) {
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const now = useNow(isOpen(run.status));
  const entries = useMemo(() => entriesOf(steps, run.marks), [steps, run.marks]);
  const toggle = (index: number): void =>
    setOpened((before) =>
      before.has(index) ? new Set([...before].filter((one) => one !== index)) : new Set([...before, index]),
    );
  const begin = run.startedAt ?? steps[0]?.startedAt ?? now;
  const last = steps.at(-1);
  const end = Math.max(run.endedAt ?? now, last?.endedAt ?? 0, begin + 1);
  const show = {
    run,
    opened,
    toggle,
    span: { begin: Math.min(begin, steps[0]?.startedAt ?? begin), end },
    now,
  };
  if (entries.length === 0) return null;
  const label = `Steps on ${engineName(run.engine)}`;
  if (entries.length > MAX_RENDERED) return <LongTimeline entries={entries} label={label} show={show} />;
  return (
    <ol className="timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.key}>
          <TimelineEntry entry={entry} show={show} />
        </li>
      ))}
    </ol>
  );
}
