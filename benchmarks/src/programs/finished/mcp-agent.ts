import { MCPApp } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { beforeAndAfter } from '../../measure/finished-runs.ts';
import { report } from '../../measure/in-program.ts';

const app = new MCPApp({ name: 'bench' });
const empty = app.workflow('empty', async () => null);
report(
  await beforeAndAfter(() => {
    const executor = new AsyncioExecutor();
    return () => executor.executeWorkflow(empty);
  }, 100_000),
);
