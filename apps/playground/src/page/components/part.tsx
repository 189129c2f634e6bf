import type { ReactNode } from 'react';
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';
import { usePathname } from 'wouter/use-browser-location';
import { viewFailure } from '../state/view-failure.ts';
import { ErrorChain } from './error-chain.tsx';

/** Isolates errors in a part of the page. Navigation retries it. */
export function Part({ children }: { children: ReactNode }) {
  return (
    <ErrorBoundary FallbackComponent={Failed} resetKeys={[usePathname()]}>
      {children}
    </ErrorBoundary>
  );
}

function Failed({ error, resetErrorBoundary }: FallbackProps) {
  return (
    <div className="part-failed">
      <h2>This part of the page failed</h2>
      <div role="alert">
        <ErrorChain errors={viewFailure(error)} />
      </div>
      <p className="ways">
        <button type="button" onClick={resetErrorBoundary}>
          Try again
        </button>
        <a href="/">Reload the overview</a>
      </p>
    </div>
  );
}
