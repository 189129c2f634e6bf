import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../../scripts/packages.ts';

/** The part of Temporal's client that is used here. */
interface TemporalClient {
  readonly Connection: { connect(options: { address: string }): Promise<{ close(): Promise<void> }> };
  readonly Client: new (options: { connection: unknown }) => {
    readonly workflow: {
      getHandle(workflowId: string): {
        describe(): Promise<{ historyLength: number; historySize?: number }>;
        fetchHistory(): Promise<{
          events?: readonly { workflowTaskCompletedEventAttributes?: object | null }[];
        }>;
      };
    };
  };
}

/** Returns the size of a workflow's history in events and bytes, which the engine's handle does not have. */
export async function historyOf(
  address: string,
  workflowId: string,
): Promise<{ events: number; bytes: number; workflowTasks: number }> {
  // Resolved from the engine, which has the dependency.
  const resolver = createRequire(join(ROOT, 'packages/executor-temporal/package.json'));
  const file = pathToFileURL(resolver.resolve('@temporalio/client')).href;
  const { Client, Connection }: TemporalClient = await import(file);
  const connection = await Connection.connect({ address });
  try {
    const handle = new Client({ connection }).workflow.getHandle(workflowId);
    const { historyLength, historySize = 0 } = await handle.describe();
    const { events = [] } = await handle.fetchHistory();
    const tasks = events.filter(
      (event) => (event.workflowTaskCompletedEventAttributes ?? undefined) !== undefined,
    );
    return { events: historyLength, bytes: historySize, workflowTasks: tasks.length };
  } finally {
    await connection.close();
  }
}
