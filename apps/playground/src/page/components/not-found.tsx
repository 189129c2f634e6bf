import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** Explains that a URL was not found, with a link to the overview. */
export function NotFound({ children }: { children: ReactNode }) {
  return (
    <div className="not-found">
      <h1>Not found</h1>
      <p>{children}</p>
      <p>
        <Link href="/">Go to the overview</Link>
      </p>
    </div>
  );
}
