import { registerActivities } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import * as activities from './activities.ts';
import { activity } from './workflows.ts';

registerActivities(activities);
await using executor = new AsyncioExecutor({ logger: { type: 'none' } });
await executor.executeWorkflow(activity);
