import { createStep, createWorkflow } from '@mastra/core/workflows';
import { z } from 'zod';
import { serveSlices } from '../../measure/in-program.ts';

const schemas = { inputSchema: z.object({}), outputSchema: z.object({}) };
const step = createStep({ id: 'step', ...schemas, execute: async () => ({}) });
const workflow = createWorkflow({ id: 'empty', ...schemas })
  .then(step)
  .commit();

async function run(): Promise<void> {
  const { status } = await (await workflow.createRun()).start({ inputData: {} });
  if (status !== 'success') throw new Error(status);
}

await serveSlices(run);
