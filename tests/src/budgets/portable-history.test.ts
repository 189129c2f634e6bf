import { randomUUID } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startStandInModel, type StandInModel } from '@mcp-agent/testing/model';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { research } from '../../../apps/playground/src/workflows/research.ts';
import { historyOf } from './history-of.ts';
import { QUERY } from './portable.ts';

describeWithTemporal('the history of the portable workflow', ({ address }) => {
  const taskQueue = `budgets-${randomUUID()}`;
  let folder: string;
  let model: StandInModel;
  let worker: ChildProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mcp-agent-budgets-'));
    model = await startStandInModel();
    const program = fileURLToPath(new URL('programs/worker.ts', import.meta.url));
    const args = [program, address, taskQueue, model.baseUrl, join(folder, 'log')];
    worker = spawn(process.execPath, args, { stdio: 'inherit' });
  });

  afterAll(async () => {
    const ended = once(worker, 'exit');
    worker.kill('SIGTERM');
    await ended;
    await model.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('has three activities, and stays within its budget of events and bytes', async () => {
    await using executor = new TemporalExecutor({ temporalHost: address, taskQueue, workerWait: Infinity });
    const { workflowId } = await runOnce(executor);
    const handle = executor.getHandle(workflowId);
    const steps = await handle.history();
    expect(steps.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'activity llm.openai.complete',
      'activity mcp.call_tool',
      'activity llm.openai.complete',
    ]);
    const { events, bytes, workflowTasks } = await historyOf(address, workflowId);
    console.log(`history of the portable workflow: ${events} events, ${bytes} bytes`);
    // One workflow task for the start, and one after each activity.
    expect({ events, workflowTasks }).toEqual({ events: 23, workflowTasks: 4 });
    // For comparison: OpenAI's own integration with Temporal takes 5.6 KB.
    expect(bytes).toBeLessThanOrEqual(6_000);
  });
});

async function runOnce(executor: TemporalExecutor): Promise<{ workflowId: string }> {
  const handle = await executor.startWorkflow(research, { query: QUERY });
  expect(await handle.result()).toContain('Durable execution');
  return handle;
}
