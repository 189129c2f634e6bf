import { MCPApp } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { serveSlices } from '../../measure/in-program.ts';

const app = new MCPApp({ name: 'bench' });
const empty = app.workflow('empty', async () => null);
const executor = new AsyncioExecutor();

await serveSlices(() => executor.executeWorkflow(empty));
