import type { RunHead } from '../../interface/run.ts';
import type { StepLine } from '../../interface/step.ts';
import { count, dollars, duration, number } from '../../interface/format.ts';
import { useNow } from '../state/use-now.ts';
import { isOpen } from '../../interface/status-words.ts';

/** Duration, number of steps, token usage and cost of a run. */
export function RunFigures({ run, steps }: { run: RunHead; steps: readonly StepLine[] }) {
  const { startedAt, endedAt, tokens, status } = run;
  const now = useNow(isOpen(status));
  return (
    <ul className="figures nums">
      {startedAt !== undefined && <li>{duration((endedAt ?? Math.max(now, startedAt)) - startedAt)}</li>}
      <li>{count(steps.length, 'step')}</li>
      {tokens.input + tokens.output > 0 && (
        <li title={`${number(tokens.input)} in, ${number(tokens.output)} out`}>
          {count(tokens.input + tokens.output, 'token')}
        </li>
      )}
      {tokens.cost !== undefined && <li>{dollars(tokens.cost)}</li>}
    </ul>
  );
}
