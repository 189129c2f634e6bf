import { randomUUID } from 'node:crypto';
import { MCPApp, type StartOptions, type WorkflowHandle } from '@mcp-agent/core';
import { EngineUnavailableError, TerminatedError, WorkflowAlreadyExistsError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, it } from 'vitest';
import { createExecutor, TemporalExecutor } from './index.ts';

const app = new MCPApp({ name: 'settings' });
const waiting = app.workflow('settings.waiting', async () => 'never');

it('ignores unknown settings', async () => {
  const temporal = { host: '127.0.0.1:1', temporalHost: '127.0.0.1:2', workerCount: 3, tls: false };
  await using executor = createExecutor({ temporal });
  const error = await errorOf(executor.startWorkflow(waiting));
  expect(EngineUnavailableError.isInstance(error) && error.address).toBe('127.0.0.1:1');
});

it('reject_duplicate: rejects a start with terminate_existing before it sends a request', async () => {
  await using executor = new TemporalExecutor({
    temporalHost: '127.0.0.1:1',
    idReusePolicy: 'reject_duplicate',
  });
  const error = await errorOf(
    executor.startWorkflow(waiting, undefined, { idConflictPolicy: 'terminate_existing' }),
  );
  expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', argument: 'idConflictPolicy' });
});

// No worker is there, so every workflow that is started stays running until somebody ends it.
describeWithTemporal('id_reuse_policy of the settings', ({ address: host, namespace }) => {
  const temporal = { host, namespace, taskQueue: `settings-${randomUUID()}` };
  const status = async (handle: WorkflowHandle): Promise<string> => (await handle.describe()).status;

  it('terminate_if_running: a start terminates the running workflow with its id', async () => {
    await using executor = createExecutor({
      temporal: { ...temporal, idReusePolicy: 'terminate_if_running' },
    });
    const workflowId = randomUUID();
    const first = await executor.startWorkflow(waiting, undefined, { workflowId });
    const second = await executor.startWorkflow(waiting, undefined, { workflowId });
    expect(TerminatedError.isInstance(await errorOf(first.result()))).toBe(true);
    expect(await status(second)).toBe('running');
    await second.terminate();
  });

  it.each<StartOptions>([{ idConflictPolicy: 'fail' }, { idReusePolicy: 'allow_duplicate' }])(
    'terminate_if_running: a start that sets %j keeps its own policy',
    async (said) => {
      const options = { temporalHost: host, namespace, taskQueue: temporal.taskQueue };
      await using executor = new TemporalExecutor({ ...options, idReusePolicy: 'terminate_if_running' });
      const workflowId = randomUUID();
      const first = await executor.startWorkflow(waiting, undefined, { workflowId });
      const error = await errorOf(executor.startWorkflow(waiting, undefined, { workflowId, ...said }));
      expect(WorkflowAlreadyExistsError.isInstance(error)).toBe(true);
      expect(await status(first)).toBe('running');
      await first.terminate();
    },
  );

  it('reject_duplicate: rejects the id of a finished workflow, unless the start sets another policy', async () => {
    await using executor = createExecutor({ temporal: { ...temporal, idReusePolicy: 'reject_duplicate' } });
    const workflowId = randomUUID();
    await (await executor.startWorkflow(waiting, undefined, { workflowId })).terminate();
    const error = await errorOf(executor.startWorkflow(waiting, undefined, { workflowId }));
    expect(WorkflowAlreadyExistsError.isInstance(error)).toBe(true);
    const again = await executor.startWorkflow(waiting, undefined, {
      workflowId,
      idReusePolicy: 'allow_duplicate',
    });
    await again.terminate();
  });
});
