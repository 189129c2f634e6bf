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
  return withHandle(address, workflowId, async (handle) => {
    const { historyLength, historySize = 0 } = await handle.describe();
    const { events = [] } = await handle.fetchHistory();
    const tasks = events.filter(
      (event) => (event.workflowTaskCompletedEventAttributes ?? undefined) !== undefined,
    );
    return { events: historyLength, bytes: historySize, workflowTasks: tasks.length };
  });
}

/** Returns a workflow's history as text, with all payloads readable, to search it for secrets. */
export async function historyText(address: string, workflowId: string): Promise<string> {
  return withHandle(address, workflowId, async (handle) =>
    // A payload is base64 in the JSON form of a history.
    JSON.stringify(await handle.fetchHistory(), (key, value: unknown) =>
      key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value,
    ),
  );
}

type Handle = ReturnType<InstanceType<TemporalClient['Client']>['workflow']['getHandle']>;

async function withHandle<T>(
  address: string,
  workflowId: string,
  read: (handle: Handle) => Promise<T>,
): Promise<T> {
  // Resolved from the engine, which has the dependency.
  const resolver = createRequire(join(ROOT, 'packages/executor-temporal/package.json'));
  const file = pathToFileURL(resolver.resolve('@temporalio/client')).href;
  const { Client, Connection }: TemporalClient = await import(file);
  const connection = await Connection.connect({ address });
  try {
    return await read(new Client({ connection }).workflow.getHandle(workflowId));
  } finally {
    await connection.close();
  }
}
