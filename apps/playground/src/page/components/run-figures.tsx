import type { RunHead } from '../../interface/run.ts';
import type { StepLine } from '../../interface/step.ts';
import { count, dollars, duration, number } from '../../interface/format.ts';
import { useNow } from '../state/use-now.ts';
import { isOpen } from '../../interface/status-words.ts';

/** How long a run takes, how many steps it has, and what its models have read and written. */
export function RunFigures({ run, steps }: { run: RunHead; steps: readonly StepLine[] }) {
  const { startedAt, endedAt, tokens, status } = run;
  const now = useNow(isOpen(status));
  return (
    <ul className="figures nums">
      {startedAt !== undefined && <li>{duration((endedAt ?? Math.max(now, startedAt)) - startedAt)}</li>}
      <li>{count(steps.length, 'step')}</li>
      {tokens.input + tokens.output > 0 && (
        <li title={`${number(tokens.input)} read, ${number(tokens.output)} written`}>
          {count(tokens.input + tokens.output, 'token')}
        </li>
      )}
      {tokens.cost !== undefined && <li>{dollars(tokens.cost)}</li>}
    </ul>
  );
}
