import type { JsonObject, LogLevel } from '@mcp-agent/core';
import { messageOf, property } from '@mcp-agent/core/engine';
import { Client } from '@temporalio/client';
import type { LogEntry, NativeConnection } from '@temporalio/worker';
import { explainFailure, reasonOf, type TaskFailure } from '../client/failed-task.ts';

/** The SDK's messages for a workflow task that fails, and for a query that fails for the same reasons. */
const FAILED_TASKS = new Set([
  'Failing workflow task',
  'Failing legacy query request',
  'Failed to process Workflow Activation',
]);

/** The SDK's code for a workflow task that took long. It follows each attempt of a blocked run. */
const SLOW_TASK = '[TMPRL1104]';

/** In the SDK's failure of a task in which a rejection was not handled. */
const REJECTION = 'Unhandled Promise rejection';

/** More than fail at once, and few enough to hold in memory. */
const MAX_REMEMBERED = 1_000;

type Log = (level: LogLevel, message: string, attributes: JsonObject) => void;

/**
 * Logs one line for each run and kind of failure of its workflow task, in place of the SDK's, which repeat with every
 * attempt and lack the workflow's ID. Each worker of the process can look up its runs.
 */
export class TaskFailures {
  readonly #workers = new Set<Client>();
  /** Runs with the kinds of their failures. */
  readonly #seen = new Set<string>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Registers a worker until the result is disposed of. */
  addWorker(connection: NativeConnection, namespace: string): Disposable {
    const client = new Client({ connection, namespace });
    this.#workers.add(client);
    return { [Symbol.dispose]: () => void this.#workers.delete(client) };
  }

  /** Handles a line of the SDK. Returns whether it is about a workflow task, so that it is not to be logged. */
  take({ message, meta = {} }: LogEntry): boolean {
    if (message.startsWith(SLOW_TASK))
      return this.#isLogged(message.slice(SLOW_TASK.length).trim().split(':', 1)[0]);
    if (!FAILED_TASKS.has(message)) return false;
    const runId = meta['runId'];
    if (typeof runId !== 'string') return false;
    const failure = failureOf(meta);
    // The replay that follows a rejection handles it, and logs what is left of it.
    const isFirstRejection = failure.message.includes(REJECTION) && this.#isNew(`${runId} ${REJECTION}`);
    if (!isFirstRejection && this.#isNew(`${runId} ${reasonOf(failure)}`)) void this.#write(runId, failure);
    return true;
  }

  /** Whether a key is new. Remembers it. */
  #isNew(key: string): boolean {
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    const [oldest] = this.#seen;
    if (this.#seen.size > MAX_REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
    return true;
  }

  #isLogged(runId = ''): boolean {
    return [...this.#seen].some((key) => key.startsWith(`${runId} `));
  }

  async #write(runId: string, failure: TaskFailure): Promise<void> {
    for (const client of this.#workers) {
      try {
        const run = await findRun(client, runId);
        if (run === undefined) continue;
        const { workflowId, type } = run;
        const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
        const { reason, error, step } = explainFailure(workflowId, failure, events ?? []);
        return this.#log('error', error.message, {
          workflowId,
          runId,
          workflowName: type,
          reason,
          ...(step !== undefined && { step: step.index + 1, stepType: step.type, stepName: step.name }),
        });
      } catch {
        // The server is away. The line below has what the SDK knows.
      }
    }
    this.#log('error', `A workflow cannot continue: ${failure.message}`, {
      runId,
      reason: reasonOf(failure),
    });
  }
}

/** Finds a run by its ID alone. The server lists a new run with a short delay. */
async function findRun(
  client: Client,
  runId: string,
): Promise<{ workflowId: string; type: string } | undefined> {
  for (const delayMs of [0, 500, 2_000]) {
    await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
    for await (const run of client.workflow.list({ query: `RunId = '${runId}'`, pageSize: 1 })) return run;
  }
  return undefined;
}

/** Reads the failure from a line of the SDK: an error, or the text of Rust's debug format. */
function failureOf({ error, failure }: Record<string, unknown>): TaskFailure {
  if (error instanceof Error) {
    const stack = property(error, 'stack');
    return { message: messageOf(error), ...(typeof stack === 'string' && { stack }) };
  }
  const text = typeof failure === 'string' ? failure : '';
  const [message = text, stack = ''] = ['message', 'stack_trace'].map((name) => fieldOf(text, name));
  return { message, stack };
}

/** Returns a text field in Rust's debug format. */
function fieldOf(text: string, name: string): string | undefined {
  const written = new RegExp(`\\b${name}: "((?:[^"\\\\]|\\\\.)*)"`).exec(text)?.[1];
  return written?.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
}
