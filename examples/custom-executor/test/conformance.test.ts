import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeAgentConformance } from '@mcp-agent/conformance/agents';
import { describeEngineConformance, type StartEngine } from '@mcp-agent/conformance/engine';
import { describeEngineEquivalence } from '@mcp-agent/conformance/fuzz';
import { registerActivities } from '@mcp-agent/core';
import { SqliteExecutor } from 'custom-executor';

const start: StartEngine = async ({ workflows, activities, settings }) => {
  await import(workflows.href);
  registerActivities(await import(activities.href));
  const folder = await mkdtemp(join(tmpdir(), 'custom-executor-'));
  return {
    executor: new SqliteExecutor({ ...settings, file: join(folder, 'workflows.db') }),
    another: () => new SqliteExecutor({ ...settings, file: join(folder, 'others.db') }),
    close: () => rm(folder, { recursive: true }),
  };
};

describeEngineConformance('sqlite', start, { lacks: ['schedule'] });
describeAgentConformance('sqlite', start);
describeEngineEquivalence('sqlite', start);
