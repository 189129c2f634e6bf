import { randomUUID } from 'node:crypto';
import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { testTimeout, until } from '@mcp-agent/testing/support';
import { Connection } from '@temporalio/client';
import { describe, expect, test } from 'vitest';
import { OLDEST_SERVER } from './client/server-version.ts';
import { TemporalExecutor } from './index.ts';
import { oldestBinary } from './test-support/oldest-server.ts';
import { everyday, word } from './test-support/oldest-workflows.ts';
import { startWorker } from './worker/index.ts';

const oldest = await oldestBinary();
const why = 'why' in oldest ? ` (skipped: ${oldest.why.split('\n', 1)[0]})` : '';

describe.skipIf(why !== '')(`the oldest server${why}`, () => {
  test('runs updates, timers, children and continued runs', { timeout: testTimeout(180_000) }, async () => {
    const { TEMPORAL_ADDRESS: _address, ...env } = process.env;
    const path = 'path' in oldest ? oldest.path : '';
    await using server = await startTemporalServer({ env: { ...env, TEMPORAL_CLI_PATH: path } });
    const connection = await Connection.connect({ address: server.address });
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    await connection.close();
    expect(serverVersion).toBe(OLDEST_SERVER);

    const options = { temporalHost: server.address, taskQueue: randomUUID() };
    const workflows = new URL('test-support/oldest-workflows.ts', import.meta.url);
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
