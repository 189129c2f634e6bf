/**
 * A process that opens the file: starts a workflow, or continues the open ones, and reports the outcome to its parent.
 * Optionally dies before or after one of its commits.
 */
import { appendFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { WorkflowDefinition, WorkflowHandle } from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';
import { until } from '@mcp-agent/testing/support';
import { SqliteExecutor } from 'custom-executor';
import { approve, changing, hanging, order } from './workflows.ts';

export interface Orders {
  readonly file: string;
  readonly start?: { readonly workflow: keyof typeof WORKFLOWS; readonly input: unknown };
  /** Name of the approver. The signal is sent with the start, if any. */
  readonly signal?: string;
  /** Reports when the history has a step with this type and status. */
  readonly await?: string;
  /** File to which it appends each event of the workflow, as a follower receives it. */
  readonly events?: string;
  /** Dies at a commit, counted in halves: 1 is before the first, 2 after it. */
  readonly dieAt?: number;
}

const WORKFLOWS: Record<'order' | 'hanging' | 'changing', WorkflowDefinition<unknown, unknown>> = {
  order: fromOrders(order),
  hanging: fromOrders(hanging),
  changing: fromOrders(changing),
};
const ID = 'the-one';

/** The test passes the input of the workflow. */
function fromOrders<Input>(
  workflow: WorkflowDefinition<Input, unknown>,
): WorkflowDefinition<unknown, unknown> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return { ...workflow, run: (ctx, input) => workflow.run(ctx, input as Input) };
}

async function follow(handle: WorkflowHandle, file: string): Promise<void> {
  for await (const event of handle.follow()) appendFileSync(file, `${JSON.stringify(event)}\n`);
}

// Keeps the process running until its parent exits.
process.channel?.ref();

const openedAt = Date.now();
const orders: Orders = JSON.parse(process.argv[2] ?? '{}');
let halves = 0;
const exec = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function commitOrDie(sql) {
  const die = (): void => {
    halves += 1;
    if (halves === orders.dieAt) process.kill(process.pid, 'SIGKILL');
  };
  if (sql !== 'COMMIT') return exec.call(this, sql);
  die();
  exec.call(this, sql);
  die();
};

try {
  const executor = new SqliteExecutor({ file: orders.file, logger: { type: 'none' } });
  const handle = executor.getHandle(ID);
  const { start, signal } = orders;
  const [known] = start === undefined ? [] : await executor.listWorkflows({ workflowName: start.workflow });
  if (start !== undefined && known?.closedAt === undefined) {
    const workflow = WORKFLOWS[start.workflow];
    const options = { workflowId: ID };
    if (signal === undefined) await executor.startWorkflow(workflow, start.input, options);
    else await executor.signalWithStart(workflow, { signal: approve, args: [signal] }, start.input, options);
  } else if (signal !== undefined && start === undefined) await handle.signal(approve, signal);
  if (orders.await !== undefined) {
    await until(orders.await, async () =>
      (await handle.history()).some(({ type, status }) => `${type} ${status}` === orders.await),
    );
    process.send?.('awaited');
  }
  const followed = orders.events === undefined ? undefined : follow(handle, orders.events);
  const result = await handle.result();
  await followed;
  process.send?.({ openedAt, result, history: await handle.history() });
  await executor.close();
} catch (error) {
  process.send?.({ error: errorToData(error) });
}
process.disconnect?.();
