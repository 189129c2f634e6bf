import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { temporal } from './temporal.ts';
import { ask } from './workflows.ts';

// A worker needs a few seconds to start.
await using executor = new TemporalExecutor({ ...temporal, workerWait: '1 minute' });
const question = 'List this directory: which files are there?';
console.log(await executor.executeWorkflow(ask, { question }));
