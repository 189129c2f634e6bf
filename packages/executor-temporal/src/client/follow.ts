import type { WorkflowEvent, WorkflowPosition } from '@mcp-agent/core';
import type { CancellationSignal } from '@mcp-agent/core/engine';
import type { Client } from '@temporalio/client';
import type { History } from './history-values.ts';
import { isLast, RunEvents } from './run-events.ts';

/** A page of a run's history. */
interface Page {
  readonly history?: History | null;
  readonly nextPageToken?: Uint8Array | null;
}

/**
 * Reads the events of a run after a position by a long poll of its history: the server answers when there is a new
 * event. The history has no index, so that it is read from its start.
 *
 * @param readPage requests a page; the caller converts errors
 * @returns the run that continues this one
 */
export async function* followRun(
  { runId, number: after }: WorkflowPosition,
  readPage: (pageToken: Uint8Array | undefined) => Promise<Page>,
): AsyncGenerator<WorkflowEvent, string | undefined> {
  const events = new RunEvents();
  let number = 0;
  let pageToken: Uint8Array | undefined;
  do {
    const { history, nextPageToken } = await readPage(pageToken);
    for (const recorded of history?.events ?? []) {
      const event = events.read(recorded);
      if (event === undefined) continue;
      number += 1;
      if (number > after) yield { ...event, runId, number };
      if (isLast(event)) return event.type === 'status' ? event.nextRunId : undefined;
    }
    pageToken = nextPageToken ?? undefined;
  } while (pageToken !== undefined && pageToken.length > 0);
  return undefined;
}

/** Requests a page of a run's history, and waits for new events. Aborting the signal cancels the request. */
export async function longPoll(
  client: Client,
  execution: { readonly workflowId: string; readonly runId: string },
  nextPageToken: Uint8Array | undefined,
  signal: CancellationSignal,
): Promise<Page> {
  // A signal for each call, because the SDK leaves its listener on the signal after the call.
  const call = new AbortController();
  const abort = (): void => call.abort();
  signal.addEventListener('abort', abort);
  try {
    signal.throwIfAborted();
    return await client.connection.withAbortSignal(call.signal, () =>
      client.workflowService.getWorkflowExecutionHistory({
        namespace: client.options.namespace,
        execution,
        waitNewEvent: true,
        skipArchival: true,
        ...(nextPageToken !== undefined && { nextPageToken }),
      }),
    );
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
