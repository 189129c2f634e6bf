import { OpenAIProvider } from '@openai/agents-openai';
import { Client, Connection } from '@temporalio/client';
import { OpenAIAgentsPlugin } from '@temporalio/openai-agents';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import OpenAI from 'openai';
import { serveSlices } from '../../src/measure/in-program.ts';
import { BASE_URL, check, QUESTION } from '../../src/programs/agent/task.ts';
import { ADDRESS, TASK_QUEUE } from '../../src/programs/temporal/server.ts';
import * as activities from './activities.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });
const openAIClient = new OpenAI({ baseURL: BASE_URL, apiKey: 'none' });
const plugin = new OpenAIAgentsPlugin({
  modelProvider: new OpenAIProvider({ openAIClient, useResponses: false }),
  modelParams: { startToCloseTimeout: '1 minute' },
});
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address: ADDRESS }),
  taskQueue: TASK_QUEUE,
  activities,
  plugins: [plugin],
  // The same pollers as this project's worker.
  workflowTaskPollerBehavior: { type: 'autoscaling' },
  activityTaskPollerBehavior: { type: 'autoscaling' },
  workflowsPath: new URL('workflows.ts', import.meta.url).pathname,
  bundlerOptions: {
    // A dependency uses `import()`, whose separate chunk an isolate cannot load.
    webpackConfigHook: (config) => ({
      ...config,
      module: {
        ...config.module,
        parser: {
          ...config.module?.parser,
          javascript: { ...config.module?.parser?.['javascript'], dynamicImportMode: 'eager' },
        },
      },
    }),
  },
});
void worker.run();
const client = new Client({ connection: await Connection.connect({ address: ADDRESS }), plugins: [plugin] });

let count = 0;

await serveSlices(async () => {
  count += 1;
  const workflowId = `${TASK_QUEUE}-${count}`;
  const options = { taskQueue: TASK_QUEUE, workflowId, args: [QUESTION] };
  check(await client.workflow.execute('sums', options));
}, 1);
