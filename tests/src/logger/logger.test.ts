import { randomUUID } from 'node:crypto';
import { type Executor, registerActivities } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { careless, chatter, hasty, stubborn } from './workflows.ts';

const settings = { logger: { level: 'info' } } as const;

beforeAll(async () => registerActivities(await import('./activities.ts')));

describe('in memory', () => {
  const executor = new AsyncioExecutor(settings);
  afterAll(() => executor.close());
  describeLog(() => executor);
});

describeWithTemporal('on Temporal', ({ address: temporalHost }) => {
  const temporal = { temporalHost, taskQueue: `logger-${randomUUID()}` };
  const executor = new TemporalExecutor({ ...temporal, workerWait: Infinity });
  beforeAll(async () => {
    const workflows = new URL('workflows.ts', import.meta.url);
    const worker = await startWorker({ workflows, settings, ...temporal });
    return async () => {
      await executor.close();
      await worker.close();
    };
  });
  describeLog(() => executor);
});

function describeLog(executor: () => Executor): void {
  test("a workflow's log lines are on stderr, with their level and the workflow", async () => {
    const lines = await linesOf('chatter', 'ends', (workflowId) =>
      executor().executeWorkflow(chatter, undefined, { workflowId }),
    );
    expect(lines.map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
      'info begins',
      'warn goes',
      'error ends',
    ]);
    expect(lines[0]).toContain('"page":3');
    expect(lines[0]).toContain('"workflowName":"logger.chatter"');
  });

  test('a failed step that no code awaits is logged with the workflow, the run and the step', async () => {
    const lines = await linesOf('careless', 'without awaiting', (workflowId) =>
      executor().executeWorkflow(careless, undefined, { workflowId }),
    );
    const line = lines.find((one) => one.includes('without awaiting')) ?? '';
    expect(line).toContain('warn Step activity "logger.fails" failed');
    expect(line).toContain('on purpose');
    expect(line).toMatch(/"runId":"[^"]+"/);
  });

  test('a rejection that is unhandled when the workflow ends is logged', async () => {
    const lines = await linesOf('hasty', 'after the end', (workflowId) =>
      executor().executeWorkflow(hasty, undefined, { workflowId }),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('error Unhandled error after the end of the workflow');
    expect(lines[0]).toContain('lost in haste');
  });

  test('each retry is logged with the error, the attempt, and the start of the next one', async () => {
    const lines = await linesOf('stubborn', 'left behind', (workflowId) =>
      executor().executeWorkflow(stubborn, undefined, { workflowId }),
    );
    const retries = lines.filter((one) => one.includes('starts in'));
    expect(retries.map((line) => line.replace(/^\S+ /, '').replace(/ \{.*/s, ''))).toEqual([
      'warn Activity "logger.fails" failed in attempt 1 of 5. Attempt 2 starts in 20 ms.',
      'warn Activity "logger.fails" failed in attempt 2 of 5. Attempt 3 starts in 40 ms.',
    ]);
    expect(retries[0]).toContain('attempt 1 fails');
    // One line for each attempt, and one for the unhandled rejection of the last.
    expect(lines).toHaveLength(3);
    expect(lines.find((one) => one.includes('left behind'))).toContain(
      'error Activity "logger.fails" left an unhandled error',
    );
  });
}

/** Returns the log lines of a workflow, once one of them contains a text. */
async function linesOf(
  name: string,
  last: string,
  run: (workflowId: string) => Promise<unknown>,
): Promise<string[]> {
  const written: string[] = [];
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const workflowId = `${name}-${randomUUID()}`;
  try {
    await run(workflowId);
    await expect.poll(() => written.join('')).toContain(last);
  } finally {
    stderr.mockRestore();
  }
  return written.filter((line) => line.includes(`"${workflowId}"`));
}
