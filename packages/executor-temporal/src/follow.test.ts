import { randomUUID } from 'node:crypto';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collect, item } from '@mcp-agent/conformance/engine/workflows';
import type { WorkflowEvent } from '@mcp-agent/core';
import { TemporalExecutor } from './index.ts';
import { TcpProxy } from './test-support/tcp-proxy.ts';
import { startWorkerProcess, type WorkerProcess } from './test-support/worker-process.ts';

async function nextOf(events: AsyncIterator<WorkflowEvent>): Promise<WorkflowEvent> {
  const { done, value } = await events.next();
  if (done === true) throw new Error('The events have ended.');
  return value;
}

/** The first step of `collect` is a timer. */
const FIRST_EVENTS = 3;

describeWithTemporal('following a workflow on a real server', ({ address }) => {
  const taskQueue = `follow-${randomUUID()}`;
  const executor = new TemporalExecutor({ temporalHost: address, taskQueue, workerWait: Infinity });
  let worker: WorkerProcess;

  beforeAll(() => {
    worker = startWorkerProcess('conformance-worker.ts', address, taskQueue);
  });

  afterAll(async () => {
    await executor.close();
    await worker.end('SIGTERM');
  });

  it('continues after any event in another executor, without a worker', async () => {
    const handle = await executor.startWorkflow(collect, { count: 1 });
    await handle.signal(item, 'one');
    await handle.result();
    const events: WorkflowEvent[] = [];
    for await (const event of handle.follow()) events.push(event);
    await worker.end('SIGTERM');
    for (const [index, { runId, number }] of events.entries()) {
      await using another = new TemporalExecutor({ temporalHost: address, taskQueue });
      const rest: WorkflowEvent[] = [];
      const follow = another.getHandle(handle.workflowId).follow({ after: { runId, number } });
      for await (const event of follow) rest.push(event);
      expect(rest).toEqual(events.slice(index + 1));
    }
    worker = startWorkerProcess('conformance-worker.ts', address, taskQueue);
  });

  it('continues when the connection breaks while it waits', async () => {
    const proxy = await TcpProxy.start(address);
    await using broken = new TemporalExecutor({ temporalHost: proxy.address, taskQueue });
    const handle = await executor.startWorkflow(collect, { count: 1 });
    const events = broken.getHandle(handle.workflowId).follow()[Symbol.asyncIterator]();
    for (let count = 0; count < FIRST_EVENTS; count += 1) await nextOf(events);
    const pending = nextOf(events);
    await proxy.break();
    proxy.forward();
    await handle.signal(item, 'one');
    expect(await pending).toMatchObject({
      number: FIRST_EVENTS + 1,
      step: { type: 'signal', input: ['one'] },
    });
    expect(await nextOf(events)).toMatchObject({ status: 'completed' });
  });
});
