import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Entry } from '../state/entries.ts';
import { type Show, TimelineEntry } from './timeline-entry.tsx';

const ROW_PX = 44;

/** A scrolling timeline for thousands of steps, which renders only the visible ones. */
export function LongTimeline({
  entries,
  label,
  show,
}: {
  entries: readonly Entry[];
  label: string;
  show: Show;
}) {
  const scrolled = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => entries[index]?.key ?? index,
    overscan: 12,
  });
  return (
    <div className="long-timeline" ref={scrolled} tabIndex={0} role="region" aria-label={label}>
      <ol className="timeline" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const entry = entries[index];
          return (
            <li
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              aria-setsize={entries.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              {entry !== undefined && <TimelineEntry entry={entry} show={show} />}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
