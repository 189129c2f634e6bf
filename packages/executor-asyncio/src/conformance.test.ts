import { registerActivities } from '@mcp-agent/core';
import { describeExecutorConformance, ENGINES } from '@mcp-agent/testing/conformance';
import { AsyncioExecutor } from './executor.ts';

describeExecutorConformance(
  'asyncio',
  async ({ activities, settings }) => {
    registerActivities(await import(activities.href));
    return { executor: new AsyncioExecutor(settings), another: () => new AsyncioExecutor(settings) };
  },
  { lacks: ENGINES.asyncio },
);
