import { randomUUID } from 'node:crypto';
import type { Executor } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { describe, expect, test, vi } from 'vitest';
import { chatter } from './workflows.ts';

const settings = { logger: { level: 'info' } } as const;

describe('in memory', () => {
  test('what a workflow logs is on stderr, with its level and who it is', async () => {
    await using executor = new AsyncioExecutor(settings);
    await expectLines(executor);
  });
});

describeWithTemporal('on Temporal', ({ address: temporalHost }) => {
  test('what a workflow logs is on the stderr of its worker, with its level and who it is', async () => {
    const temporal = { temporalHost, taskQueue: `logger-${randomUUID()}` };
    const workflows = new URL('workflows.ts', import.meta.url);
    await using _worker = await startWorker({ workflows, settings, ...temporal });
    await using executor = new TemporalExecutor({ ...temporal, workerWait: Infinity });
    await expectLines(executor);
  });
});

async function expectLines(executor: Executor): Promise<void> {
  const written: string[] = [];
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    await executor.executeWorkflow(chatter, undefined, { workflowId: 'chatter' });
    await expect.poll(() => written.join('')).toContain('ends');
  } finally {
    stderr.mockRestore();
  }
  const lines = written.filter((line) => line.includes('"chatter"'));
  expect(lines.map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
    'info begins',
    'warn goes',
    'error ends',
  ]);
  expect(lines[0]).toContain('"page":3');
  expect(lines[0]).toContain('"workflowName":"logger.chatter"');
}
