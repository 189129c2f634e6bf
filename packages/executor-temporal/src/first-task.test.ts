import { randomUUID } from 'node:crypto';
import { errorOf } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { continues, ends, note, notes, noteUpdate } from './test-support/first-task-workflows.ts';
import { startWorker } from './worker/index.ts';

describeWithTemporal('messages that arrive before the first workflow task', ({ address, namespace }) => {
  it('are handled between turns, never during the first one', async () => {
    await using temporal = beforeItsWorker();
    const handle = await temporal.executor.startWorkflow(notes);
    const update = handle.update(noteUpdate, 'update');
    await handle.signal(note, 'signal');
    await temporal.startWorker();
    expect(await update).toBe('update');
    const noted = await handle.result();
    expect(noted.slice(0, 2)).toEqual(['begin', 'end']);
    expect(noted.slice(2).toSorted()).toEqual(['signal', 'update', 'validated']);
  });

  it('are not handled by a run that ends in its first turn', async () => {
    await using temporal = beforeItsWorker();
    const handle = await temporal.executor.startWorkflow(ends);
    const update = errorOf(handle.update(noteUpdate, 'update'));
    await handle.signal(note, 'signal');
    await temporal.startWorker();
    expect(await handle.result()).toBe('no message');
    expect(await update).toMatchObject({ code: 'WORKFLOW_NOT_FOUND', workflowId: handle.workflowId });
  });

  it('go to the next run if the first turn continues as new', async () => {
    await using temporal = beforeItsWorker();
    const handle = await temporal.executor.startWorkflow(continues, 1);
    await handle.signal(note, 'signal');
    await temporal.startWorker();
    expect(await handle.result()).toBe('signal');
  });

  /** A caller of a task queue that no worker polls yet. */
  function beforeItsWorker(): AsyncDisposable & {
    readonly executor: TemporalExecutor;
    startWorker(): Promise<void>;
  } {
    const options = {
      temporalHost: address,
      namespace,
      taskQueue: `first-task-${randomUUID()}`,
      workerWait: Infinity,
    };
    const opened = new AsyncDisposableStack();
    const executor = opened.use(new TemporalExecutor(options));
    const workflows = new URL('test-support/first-task-workflows.ts', import.meta.url);
    return {
      executor,
      startWorker: async () => {
        const settings = { logger: { type: 'none' } } as const;
        const worker = await startWorker({ workflows, settings, ...options });
        opened.defer(() => worker.close());
      },
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    };
  }
});
