// The client that the official suite starts for each scenario: `node client.ts <server URL>`.
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { suiteCalls, suiteSettings } from './settings.ts';
import { useServer } from './workflows.ts';

await using executor = new AsyncioExecutor(suiteSettings());
console.log(JSON.stringify(await executor.executeWorkflow(useServer, suiteCalls())));
