import { createWorkflow, inMemoryRunStore, runWorkflow } from '@tanstack/workflow-core';
import { z } from 'zod';
import { serveSlices } from '../../measure/in-program.ts';

const workflow = createWorkflow({ id: 'empty', input: z.object({}) }).handler(async () => null);
const runStore = inMemoryRunStore();

async function run(): Promise<void> {
  for await (const event of runWorkflow({ workflow, input: {}, runStore })) {
    if (event.type === 'RUN_ERRORED') throw new Error('The workflow failed.');
  }
}

await serveSlices(run);
