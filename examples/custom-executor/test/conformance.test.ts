import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerActivities } from '@mcp-agent/core';
import { describeExecutorConformance } from '@mcp-agent/testing/conformance';
import { SqliteExecutor } from 'custom-executor';

describeExecutorConformance(
  'sqlite',
  async ({ workflows, activities, settings }) => {
    await import(workflows.href);
    registerActivities(await import(activities.href));
    const folder = await mkdtemp(join(tmpdir(), 'custom-executor-'));
    return {
      executor: new SqliteExecutor({ ...settings, file: join(folder, 'workflows.db') }),
      another: () => new SqliteExecutor({ ...settings, file: join(folder, 'others.db') }),
      close: () => rm(folder, { recursive: true }),
    };
  },
  { lacks: ['schedule'] },
);
