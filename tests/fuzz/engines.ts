import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Executor, Settings } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { SqliteExecutor } from 'custom-executor';

const settings: Settings = { logger: { type: 'none' } };

/** An engine that runs programs, and the function that stops all that was started for it. */
export interface StartedEngine {
  readonly executor: Executor;
  close(): Promise<void>;
}

/** Starts each engine of this repository. */
export const ENGINES: Readonly<Record<string, () => Promise<StartedEngine>>> = {
  asyncio: async () => {
    const executor = new AsyncioExecutor(settings);
    return { executor, close: () => executor.close() };
  },
  sqlite: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
    const executor = new SqliteExecutor({ ...settings, file: join(folder, 'workflows.db') });
    const close = async (): Promise<void> => {
      await executor.close();
      await rm(folder, { recursive: true });
    };
    return { executor, close };
  },
  temporal: async () => {
    const server = await startTemporalServer();
    const options = { temporalHost: server.address, taskQueue: `fuzz-${randomUUID()}` };
    const worker = await startWorker({
      ...options,
      workflows: new URL(import.meta.resolve('@mcp-agent/conformance/fuzz/workflows')),
      activities: new URL(import.meta.resolve('@mcp-agent/conformance/fuzz/activities')),
      settings,
    });
    const executor = new TemporalExecutor({ ...options, workerWait: Infinity });
    const close = async (): Promise<void> => {
      await executor.close();
      await worker.close();
      await server.close();
    };
    return { executor, close };
  },
};
