import { Mastra } from '@mastra/core';
import { InMemoryStore } from '@mastra/core/storage';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { z } from 'zod';
import { report } from '../../measure/in-program.ts';
import { heapPerWaiting } from '../../measure/heap-per-run.ts';

const schemas = { inputSchema: z.object({}), outputSchema: z.object({}) };
const step = createStep({
  id: 'step',
  ...schemas,
  execute: async ({ suspend }) => {
    await suspend({});
    return {};
  },
});
const waits = createWorkflow({ id: 'waits', ...schemas })
  .then(step)
  .commit();
const mastra = new Mastra({ workflows: { waits }, storage: new InMemoryStore(), logger: false });
const workflow = mastra.getWorkflow('waits');

// Fewer runs, because the time of a start grows with the number of runs.
report(
  await heapPerWaiting(async () => {
    const { status } = await (await workflow.createRun()).start({ inputData: {} });
    if (status !== 'suspended') throw new Error(status);
  }, 5_000),
);
