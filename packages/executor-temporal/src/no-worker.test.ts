import { randomUUID } from 'node:crypto';
import { NoWorkerError } from '@mcp-agent/core/errors';
import { errorOf, testTimeout, until } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { GrpcProxy } from './test-support/grpc-proxy.ts';
import { ask, change, go } from './test-support/stuck-workflows.ts';
import { WorkflowVariants, workflowsOf } from './test-support/workflow-variants.ts';
import { startWorker, type TemporalWorker } from './worker/index.ts';

const settings = { logger: { type: 'none' } } as const;

describeWithTemporal('while no worker polls', ({ address, namespace }) => {
  let variants: WorkflowVariants;
  let workflows: URL;
  let steps: Awaited<ReturnType<typeof workflowsOf>>['steps'];
  let options: { temporalHost: string; namespace: string; taskQueue: string };

  beforeAll(async () => {
    variants = await WorkflowVariants.create();
    workflows = await variants.write(['work', 'wait']);
    ({ steps } = await workflowsOf(workflows));
  });

  beforeEach(() => {
    options = { temporalHost: address, namespace, taskQueue: randomUUID() };
  });

  afterAll(() => variants[Symbol.asyncDispose]());

  const work = (): Promise<TemporalWorker> => startWorker({ ...options, settings, workflows });

  it('any handle throws it, with the task queue of the workflow', async () => {
    await using executor = new TemporalExecutor({ ...options, workerWait: '1s' });
    const handle = await executor.startWorkflow(steps, undefined);
    await using other = new TemporalExecutor({ temporalHost: address, namespace, workerWait: '1s' });
    for (const one of [handle, other.getHandle(handle.workflowId)]) {
      const calls = [one.result(), one.query(ask), one.update(change)];
      for (const error of await Promise.all(calls.map(errorOf))) {
        if (!NoWorkerError.isInstance(error)) throw error;
        expect(error).toMatchObject({ taskQueue: options.taskQueue, workflowId: handle.workflowId });
      }
    }
    await handle.terminate();
  });

  it('a query and an update of a run whose worker has stopped say so, in seconds', async () => {
    await using executor = new TemporalExecutor(options);
    const worker = await work();
    const handle = await executor.startWorkflow(steps, undefined);
    expect(await handle.query(ask)).toBe('answered');
    await worker.close();
    const before = Date.now();
    const calls = [handle.query(ask), handle.update(change)];
    for (const error of await Promise.all(calls.map(errorOf))) {
      expect(error).toMatchObject({ code: 'NO_WORKER', taskQueue: options.taskQueue });
    }
    expect(Date.now() - before).toBeLessThan(testTimeout(15_000));
    await using _worker = await work();
    expect(await handle.query(ask)).toBe('answered');
    await handle.signal(go);
    expect(await handle.result()).toBe('completed');
  });

  it('a query says so even if workerWait is Infinity, when the server gives up', async () => {
    await using executor = new TemporalExecutor({ ...options, workerWait: Infinity });
    const handle = await executor.startWorkflow(steps, undefined);
    expect(await errorOf(handle.query(ask))).toMatchObject({ code: 'NO_WORKER' });
    await handle.terminate();
  });

  it('the result of a run that a worker has begun waits for the next worker', async () => {
    let looks = 0;
    const intercept = (method: string): undefined => {
      if (method === 'DescribeWorkflowExecution') looks += 1;
    };
    await using proxy = await GrpcProxy.start(address, { intercept });
    await using executor = new TemporalExecutor({
      ...options,
      temporalHost: proxy.address,
      workerWait: '1s',
    });
    const worker = await work();
    const handle = await executor.startWorkflow(steps, undefined);
    expect(await handle.query(ask)).toBe('answered');
    await worker.close();
    const result = handle.result();
    const before = looks;
    await until('the call has looked for a worker', () => looks >= before + 3);
    await using _worker = await work();
    await handle.signal(go);
    expect(await result).toBe('completed');
  });
});
