// The program of an engine that keeps its runs in the process of its executor: the in-memory engine or a third
// party's.
import { createExecutor } from '@mcp-agent/config';
import { loadWorkflows } from '../../source/load-workflows.ts';
import { ExecutorClient } from '../executor-client.ts';
import { serveParent } from './serve-parent.ts';

serveParent(async ({ config, workflows }) => {
  const definitions = await loadWorkflows(workflows);
  const executor = await createExecutor(config, { cwd: import.meta.dirname });
  const client = new ExecutorClient(executor, definitions);
  return {
    call: (method, args) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- remoteClient sends only names of methods
      return Reflect.apply(client[method as 'history'], client, args);
    },
    close: () => executor.close(),
  };
});
