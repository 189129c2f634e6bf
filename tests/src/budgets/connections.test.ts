import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executeMany } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { startStandInModel } from '@mcp-agent/testing/model';
import { expect, test } from 'vitest';
import { research } from '../../../apps/playground/src/workflows/research.ts';
import { QUERY, settingsFor } from './portable.ts';

const RUNS = 1_000;

test('a thousand runs share one MCP server process and one connection', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-agent-budgets-'));
  const log = join(folder, 'log');
  try {
    await using model = await startStandInModel();
    await using executor = new AsyncioExecutor(settingsFor(model.baseUrl, log));
    const inputs = Array.from({ length: RUNS }, () => ({ query: QUERY }));
    const answers = await executeMany(executor, research, inputs, { concurrency: 50 });
    expect(new Set(answers).size).toBe(1);
    // Python's mcp-agent starts one per agent, and hangs when several start concurrently.
    expect(await readFile(log, 'utf8')).toBe('process\nconnection\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
