import { MCPApp, type WorkflowHandle } from '@mcp-agent/core';
import { TemporalExecutor } from '../index.ts';
import { TcpProxy } from './tcp-proxy.ts';

// Closes an executor that waits, and prints what its callers got. The process ends when nothing is left to do.
const [temporalHost = '', scenario = ''] = process.argv.slice(2);

const app = new MCPApp({ name: 'closing' });
const waiting = app.workflow('closing.waiting', async () => 'never');

const proxy = await TcpProxy.start(temporalHost);
const taskQueue = `closing-${process.pid}`;
const executor = new TemporalExecutor({ temporalHost: proxy.address, taskQueue, workerWait: Infinity });
const start = (): Promise<WorkflowHandle<string>> =>
  executor.startWorkflow(waiting, undefined, { executionTimeout: '1 minute' });

/** Follows a workflow to its last event so far. Returns the wait for the next. */
async function follow(handle: WorkflowHandle<string>): Promise<{ readonly next: Promise<unknown> }> {
  const events = handle.follow()[Symbol.asyncIterator]();
  await events.next();
  return { next: events.next() };
}

const SCENARIOS: Readonly<Record<string, () => Promise<Promise<unknown>[]>>> = {
  /** While calls wait for their next attempt, because the server is gone. */
  retrying: async () => {
    const handle = await start();
    const { next } = await follow(handle);
    const asked = [next, handle.result(), executor.executeWorkflow(waiting), handle.describe()];
    await proxy.break();
    return asked;
  },
  /** While calls wait for a server that does not answer. */
  unanswered: async () => {
    const handle = await start();
    const { next } = await follow(handle);
    const held = proxy.hold();
    const asked = [next, handle.result(), handle.describe(), executor.listWorkflows()];
    await held;
    return asked;
  },
  /** While the connection is being made. */
  connecting: async () => {
    const held = proxy.hold();
    const asked = [start(), executor.listWorkflows()];
    await held;
    return asked;
  },
};

const asked = Promise.allSettled((await SCENARIOS[scenario]?.()) ?? []);
await executor.close();
const codes = (await asked).map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'none'));
// What keeps the process alive.
const timers = process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
console.log(JSON.stringify({ codes, timers }));
