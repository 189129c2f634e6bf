import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { ask } from './workflows.ts';

await using executor = new AsyncioExecutor({
  mcp: { servers: { files: { command: 'npx', args: ['mcp-server-filesystem', '.'] } } },
});
const question = 'List this directory: which files are there?';
console.log(await executor.executeWorkflow(ask, { question }));
