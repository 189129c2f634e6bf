import { defineSignal, MCPApp } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { report } from '../../measure/in-program.ts';
import { heapPerWaiting } from '../../measure/heap-per-run.ts';

const app = new MCPApp({ name: 'bench' });
const go = defineSignal('go');
const workflow = app.workflow('waits', async (ctx) => {
  await ctx.waitForSignal(go);
});
const executor = new AsyncioExecutor();

const figures = await heapPerWaiting(async () => {
  await executor.startWorkflow(workflow);
});
// Verifies that the workflows wait and can be signalled.
const listed = await executor.listWorkflows({ status: 'running', limit: 1 });
await executor.getHandle(listed[0]?.workflowId ?? '').signal(go);
report(figures);
