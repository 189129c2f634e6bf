import type { StepLine } from '../../interface/step.ts';
import { duration } from '../../interface/format.ts';
import { stepStatusWord } from '../../interface/status-words.ts';
import { Name } from './name.tsx';
import { Retries } from './retries.tsx';

interface StepRowProps {
  readonly step: StepLine;
  readonly span: { readonly begin: number; readonly end: number };
  readonly now: number;
  /** Whether the run has ended, so that a running step will not end any more. */
  readonly isOver: boolean;
  readonly isOpen: boolean;
  onToggle(): void;
}

/** A step in the timeline, with a bar for its time within the run. */
export function StepRow({ step, span, now, isOver, isOpen, onToggle }: StepRowProps) {
  const { kind, name, about, status, startedAt, endedAt, attempts, refused, waits, error, retries } = step;
  const isCut = isOver && status === 'running';
  const end = endedAt ?? (isOver ? span.end : Math.max(now, startedAt));
  const whole = span.end - span.begin;
  const left = ((startedAt - span.begin) / whole) * 100;
  const width = ((end - startedAt) / whole) * 100;
  const fate = isCut
    ? 'unfinished'
    : waits
      ? 'waiting for a retry'
      : refused
        ? 'returned an error'
        : status === 'completed'
          ? ''
          : stepStatusWord(status);
  return (
    <div className={`step step-${isCut ? 'cut' : refused || waits ? 'trouble' : status}`}>
      <button type="button" className="step-line" aria-expanded={isOpen} onClick={onToggle}>
        <span
          className={`dot dot-step-${isCut ? 'cut' : refused ? 'failed' : waits ? 'waits' : status}`}
          aria-hidden="true"
        />
        <span className="kind">{kind}</span>
        <span className="step-text">
          {name !== '' && <Name of={name} className="step-name" />}{' '}
          <span className="about">{status === 'completed' ? about : (error ?? about)}</span>
        </span>
        {fate !== '' && <span className="fate">{fate}</span>}
        {attempts > 1 && retries === undefined && <span className="attempts nums">{attempts} attempts</span>}
        <span className="nums took">{kind === 'signal' ? '' : duration(end - startedAt)}</span>
      </button>
      <span className="track" aria-hidden="true">
        <span
          className="bar"
          style={{ left: `${left}%`, width: `max(2px, ${Math.min(width, 100 - left)}%)` }}
        />
      </span>
      <Retries step={step} now={now} />
    </div>
  );
}
