import { randomUUID } from 'node:crypto';
import { until } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { go } from './test-support/stuck-workflows.ts';
import { WorkflowVariants, workflowsOf } from './test-support/workflow-variants.ts';
import { startWorkerProcess } from './test-support/worker-process.ts';
import { startWorker } from './worker/index.ts';

describeWithTemporal('the log of a worker', ({ address: temporalHost }) => {
  it.concurrent.each([
    {
      what: 'changed code',
      steps: ['sleep', 'work', 'wait'],
      rest: '',
      line: /error Workflow ".*" cannot continue: its step 1 was activity "stuck\.work", but its code now starts timer\. .*ctx\.patched.*"workflowName":"stuck\.steps","reason":"non_determinism","step":1,"stepType":"activity","stepName":"stuck\.work"/,
    },
    {
      what: 'a file that throws when it is loaded',
      steps: ['work', 'wait'],
      rest: "if (typeof fetch === 'undefined') throw new Error('no network');",
      line: /error Workflow ".*" cannot continue: its workflow file throws when it is loaded \(no network\)\..*"reason":"not_loaded"/,
    },
  ] as const)(
    'has one line for a run that cannot continue because of $what: workflow, run, step and remedy',
    async ({ steps, rest, line }) => {
      const options = { temporalHost, taskQueue: randomUUID() };
      await using variants = await WorkflowVariants.create();
      const [before, after] = [await variants.write(['work', 'wait']), await variants.write(steps, rest)];
      await using executor = new TemporalExecutor({ ...options, workerWait: Infinity });
      const handle = await executor.startWorkflow((await workflowsOf(before)).steps, undefined);
      const first = await startWorker({
        ...options,
        workflows: before,
        settings: { logger: { type: 'none' } },
      });
      await until('the run waits', async () => (await handle.history())[0]?.status === 'completed');
      await first.close();

      const worker = startWorkerProcess('variant-worker.ts', temporalHost, options.taskQueue, after.href);
      await handle.signal(go);
      await until('the task has failed again', async () => (await handle.describe()).stuck !== undefined);
      await worker.end('SIGTERM');
      const { workflowId, runId = '' } = handle;
      const lines = worker
        .output()
        .split('\n')
        .filter((one) => one.includes(runId) || one.includes(workflowId));
      expect(lines).toEqual([expect.stringMatching(line)]);
      expect(lines[0]).toContain(`"workflowId":"${workflowId}","runId":"${runId}"`);
      await handle.terminate();
    },
  );
});
