import type { AboutView } from '../../interface/about.ts';
import { useLive } from '../state/use-live.ts';
import { ErrorChain } from './error-chain.tsx';
import { engineName } from '../state/engine-names.ts';

/** Shows the model, the tools, and engines that are not available, with instructions. */
export function Banner({ about: { model, tools } }: { about: AboutView }) {
  const { engines } = useLive();
  const unavailable = engines.filter(({ state, missing, error }) =>
    state === 'failed' ? error !== undefined : state === 'closed' && missing !== undefined,
  );
  return (
    <section className="banner" aria-label="Model and tools">
      <p>
        <b>{model.kind === 'stand-in' ? 'Stand-in model' : 'Real model'}</b>
        <span className="mono">{model.host}</span>
        <span className="quiet">
          {model.notice} Tools: {tools}.
        </span>
      </p>
      {unavailable.map(({ name, missing, error, state }) => (
        <details key={name} className="lacking">
          <summary>
            {engineName(name)}{' '}
            {state === 'failed'
              ? 'failed to start'
              : 'is not installed on this machine. The first run tries to download it.'}
          </summary>
          {error !== undefined && <ErrorChain errors={error} />}
          {missing !== undefined && <pre tabIndex={0}>{missing}</pre>}
        </details>
      ))}
    </section>
  );
}
