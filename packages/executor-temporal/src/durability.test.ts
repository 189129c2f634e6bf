import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { Client, Connection } from '@temporalio/client';
import { script } from '@mcp-agent/conformance/agents';
import { createKit } from '@mcp-agent/conformance/engine';
import { until } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askAgent, askOnly } from '@mcp-agent/conformance/agents/workflows';
import { callActivity, catchActivity } from '@mcp-agent/conformance/engine/workflows';
import { TemporalExecutor } from './index.ts';
import { startWorkerProcess, type WorkerProcess } from './test-support/worker-process.ts';

describeWithTemporal('durability, on a real server with workers of their own', ({ address }) => {
  const taskQueue = `durability-${randomUUID()}`;
  const executor = new TemporalExecutor({ temporalHost: address, taskQueue, workerWait: Infinity });
  const startWorker = (): WorkerProcess => startWorkerProcess('conformance-worker.ts', address, taskQueue);
  let worker: WorkerProcess;
  let kit: Awaited<ReturnType<typeof createKit>>;

  beforeAll(async () => {
    worker = startWorker();
    kit = await createKit(executor);
  });

  afterAll(async () => {
    await executor.close();
    await worker.end('SIGTERM');
    await kit.close();
  });

  it('completes an agent whose worker was killed between two tool calls, without repeating completed calls', async () => {
    const [notes, gate] = [kit.file(), kit.file()];
    const note = (text: string, waitFor?: string): object => ({
      name: 'note',
      arguments: { file: notes, text, ...(waitFor !== undefined && { waitFor }) },
    });
    const question = JSON.stringify([
      { call: [note('one', gate)] },
      { call: [note('two')] },
      { say: 'both noted' },
    ]);
    const handle = await executor.startWorkflow(askAgent, { question, servers: ['tools'] });

    // The first call is made; the workflow is paused while it is, so that no step follows it.
    await until('the first tool call is made', async () => (await kit.marks(notes)).includes('one'));
    await handle.pause();
    await writeFile(gate, '');
    await until('the first tool call has completed', async () =>
      (await handle.history()).some((step) => step.name === 'mcp.call_tool' && step.status === 'completed'),
    );
    expect(await worker.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });

    worker = startWorker();
    await handle.resume();
    expect(await handle.result()).toMatchObject({ answer: 'both noted' });
    expect(await kit.marks(notes)).toEqual(['one', 'two']);
  });

  it.each([
    {
      repeatable: false,
      calls: ['once'],
      code: 'TOOL_OUTCOME_UNKNOWN',
      outcome: 'is an error that says so, and no second call',
    },
    { repeatable: true, calls: ['once', 'once'], code: undefined, outcome: 'is made again' },
  ])(
    'after a worker was killed in a tool call, repeatable: $repeatable, $outcome',
    async ({ repeatable, calls, code }) => {
      const [notes, gate] = [kit.file(), kit.file()];
      const handle = await executor.startWorkflow(catchActivity, {
        activity: 'mcp.call_tool',
        input: {
          server: 'tools',
          tool: 'note',
          arguments: { file: notes, text: 'once', waitFor: gate },
          toolCallId: 'call',
          repeatable,
        },
        options: { heartbeatTimeout: '10s', retry: { initialInterval: 100, maximumAttempts: 3 } },
      });
      await until('the tool is called', async () => (await kit.marks(notes)).length === 1);
      await worker.end('SIGKILL');
      // The server that was left alone may end now; and the second call, if there is one, is answered.
      await writeFile(gate, '');
      worker = startWorker();
      const { cause } = await handle.result();
      expect(cause?.code).toBe(code);
      expect(await kit.marks(notes)).toEqual(calls);
    },
  );

  it('passes a checkpoint to the next attempt even if the worker was killed right after it', async () => {
    const handle = await executor.startWorkflow(callActivity, {
      activity: 'conformance.checkpoints',
      input: { dies: true },
      options: { heartbeatTimeout: '5s', retry: { initialInterval: 100, maximumAttempts: 2 } },
    });
    expect(await once(worker.process, 'exit')).toEqual([null, 'SIGKILL']);
    worker = startWorker();
    expect(await handle.result()).toEqual({ page: 3 });
  });

  it('keeps a history that grows linearly with the conversation', async () => {
    const connection = await Connection.connect({ address });
    const client = new Client({ connection });
    const sizeOf = async (calls: number): Promise<{ bytes: number; events: number }> => {
      const call = { call: [{ name: 'blob', arguments: { size: 5_000 } }] };
      const handle = await executor.startWorkflow(askOnly, {
        question: script(...Array.from({ length: calls }, () => call), { say: 'done' }),
        servers: ['tools'],
        params: { maxIterations: calls + 1 },
      });
      await handle.result();
      const { historySize = 0, historyLength } = await client.workflow
        .getHandle(handle.workflowId)
        .describe();
      return { bytes: historySize, events: historyLength };
    };
    const [twenty, forty] = [await sizeOf(20), await sizeOf(40)];
    await connection.close();
    console.log(
      `history of 20 tool calls with results of 5 KB: ${JSON.stringify(twenty)}, of 40: ${JSON.stringify(forty)}`,
    );
    expect(forty.bytes).toBeLessThan(400_000);
    expect(forty.bytes / twenty.bytes).toBeLessThan(2.2);
  });
});
