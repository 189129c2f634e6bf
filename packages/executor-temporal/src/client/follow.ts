import type { StuckWorkflow, WorkflowEvent, WorkflowPosition } from '@mcp-agent/core';
import type { CancellationSignal } from '@mcp-agent/core/engine';
import type { Client } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
import type { History } from './history-values.ts';
import { isLast, RunEvents } from './run-events.ts';
import { isTaskFailure } from './stuck.ts';

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
 * @param readStuck called after a page while the workflow task fails
 * @returns the run that continues this one
 */
export async function* followRun(
  { runId, number: after }: WorkflowPosition,
  readPage: (pageToken: Uint8Array | undefined) => Promise<Page>,
  readStuck: () => Promise<StuckWorkflow | undefined>,
): AsyncGenerator<WorkflowEvent, string | undefined> {
  const events = new RunEvents();
  let number = 0;
  let isFailing = false;
  let stuck: StuckWorkflow | undefined;
  let pageToken: Uint8Array | undefined;
  do {
    const { history, nextPageToken } = await readPage(pageToken);
    for (const recorded of history?.events ?? []) {
      if (isTaskFailure(recorded)) isFailing = true;
      if (recorded.workflowTaskCompletedEventAttributes) {
        if (stuck !== undefined) yield { type: 'stuck', runId, number, at: tsToMs(recorded.eventTime) };
        [isFailing, stuck] = [false, undefined];
      }
      const event = events.read(recorded);
      if (event === undefined) continue;
      number += 1;
      if (number > after) yield { ...event, runId, number };
      if (isLast(event)) return event.type === 'status' ? event.nextRunId : undefined;
    }
    pageToken = nextPageToken ?? undefined;
    if (isFailing && stuck === undefined) {
      stuck = await readStuck();
      if (stuck !== undefined) yield { type: 'stuck', runId, number, at: stuck.since, stuck };
    }
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
