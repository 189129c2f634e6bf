import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../../scripts/packages.ts';

/** As much of Temporal's client as is used here. */
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

/** What a server says of a workflow's history; the engine's own client has the steps in it, not the events. */
export async function historyOf(
  address: string,
  workflowId: string,
): Promise<{ events: number; bytes: number; workflowTasks: number }> {
  // The engine's dependency, as the engine finds it.
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
