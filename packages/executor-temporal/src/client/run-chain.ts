import { Client, QueryRejectedError, type WorkflowHandle } from '@temporalio/client';
// A CommonJS module: Node.js supports only its default import.
import proto from '@temporalio/proto';
import { isNotFound } from './errors.ts';

const { HistoryEventFilterType } = proto.temporal.api.enums.v1;

type Event = proto.temporal.api.history.v1.IHistoryEvent;

/**
 * One run of a workflow and the runs that continue it, by `continueAsNew` or a cron schedule. Without a run ID, the
 * latest run. Temporal's own handles address one run, or the latest run of the workflow ID, which may belong to
 * another start.
 *
 * Temporal addresses a whole chain only for cancel and terminate. Other requests go to the latest known run, and to
 * its successor if that run has ended, so a run that continues during the request is followed.
 */
export class RunChain {
  readonly workflowId: string;
  readonly #named: string | undefined;
  #current: string | undefined;
  #first: string | undefined;

  constructor(workflowId: string, runId: string | undefined) {
    this.workflowId = workflowId;
    this.#named = runId;
    this.#current = runId;
  }

  /** Sends a request to the open run. */
  async send<T>(client: Client, send: (run: WorkflowHandle) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await send(this.#handle(client));
      } catch (error) {
        if (!isNotFound(error) || !(await this.#advance(client))) throw error;
      }
    }
  }

  /**
   * Reads from the latest run.
   *
   * @param mayContinue whether the result belongs to a run that may have a successor
   */
  async read<T>(
    client: Client,
    read: (run: WorkflowHandle) => Promise<T>,
    mayContinue: (read: T) => boolean,
  ): Promise<T> {
    for (;;) {
      const found = await read(this.#handle(client));
      if (!mayContinue(found) || !(await this.#advance(client))) return found;
    }
  }

  /** Queries the latest run, which may have ended. Without the check, an earlier run in the chain could answer. */
  async query<T>(client: Client, ask: (run: WorkflowHandle) => Promise<T>): Promise<T> {
    if (this.#current === undefined) return ask(this.#handle(client));
    for (;;) {
      try {
        return await ask(this.#handle(openOnly(client)));
      } catch (error) {
        if (!(error instanceof QueryRejectedError)) throw error;
        if (!(await this.#advance(client))) return ask(this.#handle(client));
      }
    }
  }

  /** Cancels or terminates the chain. The server finds its open run. */
  async end(client: Client, end: (chain: WorkflowHandle) => Promise<unknown>): Promise<void> {
    const firstExecutionRunId = await this.#firstRun(client);
    await end(
      client.workflow.getHandle(
        this.workflowId,
        undefined,
        firstExecutionRunId === undefined ? {} : { firstExecutionRunId },
      ),
    );
  }

  #handle(client: Client): WorkflowHandle {
    return client.workflow.getHandle(this.workflowId, this.#current);
  }

  async #firstRun(client: Client): Promise<string | undefined> {
    if (this.#named === undefined) return undefined;
    if (this.#first === undefined) {
      const { raw } = await client.workflow.getHandle(this.workflowId, this.#named).describe();
      this.#first = raw.workflowExecutionInfo?.firstRunId || this.#named;
    }
    return this.#first;
  }

  /** Moves to the successor of the latest known run. Returns `false` if there is none. */
  async #advance(client: Client): Promise<boolean> {
    if (this.#current === undefined) return false;
    const { history } = await client.workflowService.getWorkflowExecutionHistory({
      namespace: client.options.namespace,
      execution: { workflowId: this.workflowId, runId: this.#current },
      historyEventFilterType: HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT,
    });
    const next = history?.events?.map(nextRunId).find((runId) => runId !== undefined);
    if (next === undefined) return false;
    this.#current = next;
    return true;
  }
}

/** Returns the run ID of the successor that a run's closing event names. */
export function nextRunId(event: Event): string | undefined {
  const closed =
    event.workflowExecutionContinuedAsNewEventAttributes ??
    event.workflowExecutionCompletedEventAttributes ??
    event.workflowExecutionFailedEventAttributes ??
    event.workflowExecutionTimedOutEventAttributes;
  return closed?.newExecutionRunId || undefined;
}

const openOnlyClients = new WeakMap<Client, Client>();

/** Returns a client on the same connection whose queries are rejected by closed runs. */
function openOnly(client: Client): Client {
  let made = openOnlyClients.get(client);
  if (made === undefined) {
    made = new Client({
      ...client.options,
      connection: client.connection,
      workflow: { queryRejectCondition: 'NOT_OPEN' },
    });
    openOnlyClients.set(client, made);
  }
  return made;
}

const MAY_BE_CONTINUED: readonly string[] = ['CONTINUED_AS_NEW', 'COMPLETED', 'FAILED', 'TIMED_OUT'];

/** Whether a run with this Temporal status may have a successor. */
export function mayBeContinued(status: string): boolean {
  return MAY_BE_CONTINUED.includes(status);
}
