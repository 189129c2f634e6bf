import type { RunHead } from '../../interface/run.ts';

/** Whether the same workflow gave the same on each engine. */
export function Agreement({ runs }: { runs: readonly RunHead[] }) {
  if (!runs.every(({ status }) => status === 'completed')) return null;
  const results = new Set(runs.map(({ result }) => JSON.stringify(result)));
  return (
    <p className="agreement">
      {results.size === 1 ? 'Same file, same result on both engines.' : 'The engines gave different results.'}
    </p>
  );
}
