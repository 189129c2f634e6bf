import { Client, QueryRejectedError, type WorkflowHandle } from '@temporalio/client';
// CommonJS, whose names Node's import does not find: only the default.
import proto from '@temporalio/proto';
import { isNotFound } from './errors.ts';

const { HistoryEventFilterType } = proto.temporal.api.enums.v1;

type Event = proto.temporal.api.history.v1.IHistoryEvent;

/**
 * One run of a workflow and the runs that continue it, by `continueAsNew` or by a cron schedule. Temporal's own handles
 * are of one run, or of the latest of the id, which may be another start's. Without a run id, the latest is meant.
 *
 * Temporal has no request that speaks to a chain, save for cancelling and terminating. What is asked here is asked of
 * the run that was the last one known, and of the next one when that has ended: a run that continues at the same moment
 * is followed.
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

  /** Sends something to the run that is open. */
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
   * Reads something of the last run.
   *
   * @param mayContinue whether what was read is of a run that another may have continued
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

  /** Asks the last run, which may have ended. A query of a run that was continued would be answered by that one. */
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

  /** Cancels or terminates the chain: the server looks up its open run. */
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

  /** Goes on to the run that continues the last one known; `false` where there is none. */
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

/** The run that a run's last event names as the one that continues it. */
export function nextRunId(event: Event): string | undefined {
  const closed =
    event.workflowExecutionContinuedAsNewEventAttributes ??
    event.workflowExecutionCompletedEventAttributes ??
    event.workflowExecutionFailedEventAttributes ??
    event.workflowExecutionTimedOutEventAttributes;
  return closed?.newExecutionRunId || undefined;
}

const openOnlyClients = new WeakMap<Client, Client>();

/** A client over the same connection whose queries are refused by a run that has ended. */
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

/** Whether a run of that status, by Temporal's name, may have been continued by another. */
export function mayBeContinued(status: string): boolean {
  return MAY_BE_CONTINUED.includes(status);
}
