import type { StepLine } from '../../interface/step.ts';
import { duration } from '../../interface/format.ts';

/** The failed attempts of a step, with the time of the next one. */
export function Retries({ step: { retries = [], startedAt, waits }, now }: { step: StepLine; now: number }) {
  if (retries.length === 0) return null;
  return (
    <ol className="retries">
      {retries.map(({ attempt, at, error }, index) => {
        const isAhead = waits && index === retries.length - 1 && at > now;
        return (
          <li key={attempt}>
            <span className="message">
              Attempt {attempt - 1} failed: {error[0]?.message}
            </span>
            <span className="nums">
              {isAhead
                ? `attempt ${attempt} in ${duration(at - now)}`
                : `attempt ${attempt} at +${duration(at - startedAt)}`}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
