import { Mastra } from '@mastra/core';
import { InMemoryStore } from '@mastra/core/storage';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { z } from 'zod';
import { beforeAndAfter } from '../../measure/finished-runs.ts';
import { report } from '../../measure/in-program.ts';

const schemas = { inputSchema: z.object({}), outputSchema: z.object({}) };
const step = createStep({ id: 'step', ...schemas, execute: async () => ({}) });

function open(): () => Promise<void> {
  const empty = createWorkflow({ id: 'empty', ...schemas })
    .then(step)
    .commit();
  // Queries of finished runs need a store.
  const mastra = new Mastra({ workflows: { empty }, storage: new InMemoryStore(), logger: false });
  const workflow = mastra.getWorkflow('empty');
  return async () => {
    const { status } = await (await workflow.createRun()).start({ inputData: {} });
    if (status !== 'success') throw new Error(status);
  };
}

report(await beforeAndAfter(open, 10_000));
