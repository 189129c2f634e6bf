import type { RunStatus } from '../../interface/run.ts';
import { statusWord } from '../../interface/status-words.ts';

/** The status of a run, as a dot and a word. */
export function Status({ status }: { status: RunStatus }) {
  return (
    <span className={`status status-${status}`}>
      <span className={`dot dot-${status}`} aria-hidden="true" />
      {statusWord(status)}
    </span>
  );
}
