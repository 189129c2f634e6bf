import type { AboutView } from '../../interface/about.ts';
import { useLive } from '../state/use-live.ts';
import { ErrorChain } from './error-chain.tsx';
import { engineName } from '../state/engine-names.ts';

/** Who answers, and what cannot be had here and how to get it. */
export function Banner({ about: { model, tools } }: { about: AboutView }) {
  const { engines } = useLive();
  const lacking = engines.filter(({ state, missing, error }) =>
    state === 'failed' ? error !== undefined : state === 'closed' && missing !== undefined,
  );
  return (
    <section className="banner" aria-label="What is at hand">
      <p>
        <b>{model.kind === 'stand-in' ? 'Stand-in model' : 'Real model'}</b>
        <span className="mono">{model.host}</span>
        <span className="quiet">
          {model.notice} Tools: {tools}.
        </span>
      </p>
      {lacking.map(({ name, missing, error, state }) => (
        <details key={name} className="lacking">
          <summary>
            {engineName(name)}{' '}
            {state === 'failed'
              ? 'could not be started'
              : 'is not on this machine yet: its first run tries to fetch it'}
          </summary>
          {error !== undefined && <ErrorChain errors={error} />}
          {missing !== undefined && <pre tabIndex={0}>{missing}</pre>}
        </details>
      ))}
    </section>
  );
}
