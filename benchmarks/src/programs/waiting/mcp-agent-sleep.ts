import { MCPApp } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { report } from '../../measure/in-program.ts';
import { heapPerWaiting } from '../../measure/heap-per-run.ts';

const app = new MCPApp({ name: 'bench' });

const workflow = app.workflow('sleeps', async (ctx) => {
  await ctx.sleep('1 hour');
});
const executor = new AsyncioExecutor();

const figures = await heapPerWaiting(async () => {
  await executor.startWorkflow(workflow);
});
// Verifies that the workflows sleep and can be cancelled.
const listed = await executor.listWorkflows({ status: 'running', limit: 1 });
await executor.getHandle(listed[0]?.workflowId ?? '').cancel();
report(figures);
