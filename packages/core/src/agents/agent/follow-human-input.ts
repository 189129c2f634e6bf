import type { WorkflowEvent } from '../../runtime/executor/follow.ts';
import type { WorkflowHandle } from '../../runtime/executor/handle.ts';
import { fromJson } from '../../runtime/values/json.ts';
import { HUMAN_INPUT_ITEM, humanInputRequests, type PendingHumanInput } from './human-input.ts';

/** A human input request that was opened or closed: see {@link humanInputChange}. */
export interface HumanInputChange {
  readonly id: string;
  /** The opened request. Absent if it was closed: answered, timed out or cancelled. */
  readonly request?: PendingHumanInput;
}

/**
 * Returns the human input request that an event of `handle.follow()` opens or closes; `undefined` for other
 * events. Requests that are open when their run ends end with it. The requests of a child are events of the
 * child: follow its handle.
 *
 * @example
 * ```ts
 * for await (const event of handle.follow()) {
 *   const change = humanInputChange(event);
 *   if (change?.request) console.log('asks', change.request);
 *   else if (change) console.log('no longer asks', change.id);
 * }
 * ```
 */
export function humanInputChange(event: WorkflowEvent): HumanInputChange | undefined {
  if (event.type !== 'item' || event.name !== HUMAN_INPUT_ITEM) return undefined;
  const { key: id, value } = event;
  return { id, ...(value !== undefined && { request: fromJson<PendingHumanInput>(value) }) };
}

/**
 * Waits without polling until a workflow requests human input. Returns the request that has been open longest,
 * or `undefined` if the workflow ended. To see requests open and close, use `handle.follow()` with
 * {@link humanInputChange}.
 *
 * @example
 * ```ts
 * for (let request = await nextHumanInput(handle); request; request = await nextHumanInput(handle)) {
 *   if (request.kind !== 'approval') continue;
 *   await handle.signal(humanInputAnswer, { id: request.id, kind: 'approval', approved: true });
 * }
 * ```
 *
 * @throws {@link WorkflowNotFoundError} when there is no such workflow
 */
export async function nextHumanInput(handle: WorkflowHandle): Promise<PendingHumanInput | undefined> {
  const { runId, status } = await handle.describe();
  if (status !== 'running' && status !== 'paused') return undefined;
  const events = handle.follow({ after: { runId, number: 0 } })[Symbol.asyncIterator]();
  try {
    return await firstOpen(handle, events);
  } finally {
    await events.return?.();
  }
}

/**
 * Reads the events of a run until a query finds an open request. The query that is pending meanwhile is the only one,
 * because most past requests are closed by the events that follow them.
 */
async function firstOpen(
  handle: WorkflowHandle,
  events: AsyncIterator<WorkflowEvent>,
): Promise<PendingHumanInput | undefined> {
  const open = new Set<string>();
  let asked: ReturnType<typeof ask> | undefined = ask(handle, open);
  let next = events.next();
  for (;;) {
    const came = await Promise.race(asked === undefined ? [next] : [next, asked]);
    if ('requests' in came) {
      const [request] = came.requests;
      if (request !== undefined) return request;
      for (const id of came.before) open.delete(id);
      asked = undefined;
    } else {
      if (came.done === true) return undefined;
      note(open, came.value);
      next = events.next();
    }
    if (open.size > 0) asked ??= ask(handle, open);
  }
}

async function ask(
  handle: WorkflowHandle,
  open: ReadonlySet<string>,
): Promise<{ readonly before: readonly string[]; readonly requests: readonly PendingHumanInput[] }> {
  return { before: [...open], requests: await handle.query(humanInputRequests) };
}

function note(open: Set<string>, event: WorkflowEvent): void {
  // The requests of a run end with it.
  if (event.type === 'status' && event.nextRunId !== undefined) open.clear();
  const change = humanInputChange(event);
  if (change?.request !== undefined) open.add(change.id);
  else if (change !== undefined) open.delete(change.id);
}
