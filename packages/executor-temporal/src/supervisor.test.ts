import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { until } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { Client, Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callActivity, echo } from '@mcp-agent/conformance/engine/workflows';
import { TemporalExecutor } from './index.ts';
import { startWorkerProcess, type WorkerProcess } from './test-support/worker-process.ts';

describe('runWorker with a workerCount', () => {
  it('fails when its workers repeatedly end at once, and reports how they ended', async () => {
    const { process: child, output } = startWorkerProcess('dying-worker.ts');
    const [code] = await once(child, 'exit');
    expect(code).not.toBe(0);
    expect(output()).toContain('The price list is missing.');
    expect(output()).toContain('ended 3 times');
  });
});

describeWithTemporal('runWorker with a workerCount, on a real server', ({ address }) => {
  const taskQueue = `supervisor-${randomUUID()}`;
  const executor = new TemporalExecutor({ temporalHost: address, taskQueue, workerWait: Infinity });
  let supervisor: WorkerProcess;
  let client: Client;

  /** The processes that poll the queue: a worker's identity begins with its process id. */
  const pollers = async (): Promise<number[]> => {
    const { pollers: polling } = await client.workflowService.describeTaskQueue({
      namespace: 'default',
      taskQueue: { name: taskQueue },
      taskQueueType: temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
    });
    return [...new Set((polling ?? []).map(({ identity }) => Number.parseInt(identity ?? '', 10)))];
  };

  beforeAll(async () => {
    client = new Client({ connection: await Connection.connect({ address }) });
    supervisor = startWorkerProcess('conformance-worker.ts', address, taskQueue, '2');
    await until('two workers poll', async () => (await pollers()).length === 2);
  });

  afterAll(async () => {
    await supervisor.end('SIGKILL');
    await executor.close();
    await client.connection.close();
  });

  it('runs that many worker processes, in addition to the supervisor', async () => {
    const workers = await pollers();
    expect(workers).toHaveLength(2);
    expect(workers).not.toContain(supervisor.process.pid);
    expect(await executor.executeWorkflow(echo, 'by one of two')).toBe('by one of two');
  });

  it('restarts a worker that was killed', async () => {
    const before = await pollers();
    const [victim = 0] = before;
    process.kill(victim, 'SIGKILL');
    await until('another worker polls', async () => (await pollers()).some((pid) => !before.includes(pid)));
    expect(supervisor.output()).toContain('SIGKILL');
    expect(await executor.executeWorkflow(echo, 'still here')).toBe('still here');
  });

  it('drains its workers on SIGTERM, and leaves none running', async () => {
    const workers = await pollers();
    const marks = `${process.env['TMPDIR'] ?? '/tmp'}/${randomUUID()}`;
    const handle = await executor.startWorkflow(callActivity, {
      activity: 'conformance.slow',
      input: { file: marks, ms: 1_500 },
      options: { retry: { maximumAttempts: 1 } },
    });
    // That it is in the history says only that some worker will take it.
    await until('the activity runs', () => existsSync(marks));
    expect(await supervisor.end('SIGTERM')).toEqual({ code: 0, signal: null });
    for (const pid of workers) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await until(
      'the activity has completed',
      async () => (await handle.history())[0]?.status === 'completed',
    );
    await handle.terminate();
  });
});
