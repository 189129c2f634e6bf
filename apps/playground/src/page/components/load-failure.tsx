import { viewFailure } from '../state/view-failure.ts';
import { ErrorChain } from './error-chain.tsx';

/** Replaces the page if its data cannot be loaded. */
export function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <main className="load-failure">
      <h1>The page could not be loaded</h1>
      <div role="alert">
        <ErrorChain errors={viewFailure(error)} />
      </div>
      <button type="button" className="primary" onClick={onRetry}>
        Try again
      </button>
    </main>
  );
}
