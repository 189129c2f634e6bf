import { errorToData } from '@mcp-agent/core/errors';
import { TemporalExecutor } from '../index.ts';
import { startWorker } from '../worker/index.ts';

// Connects an executor and a worker, and prints their errors. The environment says which authorities it trusts.
// Arguments: the server's address.
const [temporalHost = ''] = process.argv.slice(2);

await using executor = new TemporalExecutor({ temporalHost, tls: true });
const workflows = new URL('odd-workflows.ts', import.meta.url);
const outcomes = await Promise.allSettled([
  executor.listWorkflows(),
  startWorker({ workflows, temporalHost, tls: true }),
]);
const errors = outcomes.map((outcome) =>
  outcome.status === 'rejected' ? errorToData(outcome.reason) : undefined,
);
process.stdout.write(JSON.stringify(errors), () => process.exit());
