import type { RunHead } from '../../interface/run.ts';
import type { StepLine } from '../../interface/step.ts';
import { readStep } from '../state/api.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { viewFailure } from '../state/view-failure.ts';
import { clock, count, dollars, number } from '../../interface/format.ts';
import { ErrorChain } from './error-chain.tsx';

/** Input, output and error of a step, loaded when the step is opened and again when its status changes. */
export function StepDetails({ run, index, step }: { run: RunHead; index: number; step: StepLine }) {
  const { engine, id } = run;
  const { value: detail, error } = useLoaded(
    () => readStep(engine, id, index),
    JSON.stringify([engine, id, index, step.status]),
  );
  return (
    <div className="details">
      <dl className="facts">
        <Fact name="Started" value={clock(step.startedAt)} />
        <Fact name="Attempts" value={number(step.attempts)} />
        {step.tokens !== undefined && (
          <Fact
            name="Tokens"
            value={`${number(step.tokens.input)} in, ${count(step.tokens.output, 'token')} out`}
          />
        )}
        {step.tokens !== undefined && (
          <Fact
            name="Cost"
            value={step.tokens.cost === undefined ? 'No price in the settings' : dollars(step.tokens.cost)}
          />
        )}
        {detail !== undefined && <Fact name="Recorded as" value={`${detail.type} ${detail.name}`.trim()} />}
      </dl>
      <ErrorChain errors={error === undefined ? (detail?.error ?? []) : viewFailure(error)} />
      {detail?.input !== undefined && <Payload name="Input" text={detail.input} />}
      {detail?.output !== undefined && <Payload name="Output" text={detail.output} />}
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="nums">{value}</dd>
    </div>
  );
}

function Payload({ name, text }: { name: string; text: string }) {
  return (
    <div className="payload">
      <h4>{name}</h4>
      <pre tabIndex={0} aria-label={name}>
        {text}
      </pre>
    </div>
  );
}
