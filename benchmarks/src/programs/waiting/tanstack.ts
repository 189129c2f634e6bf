import { createWorkflow, inMemoryRunStore, runWorkflow } from '@tanstack/workflow-core';
import { z } from 'zod';
import { report } from '../../measure/in-program.ts';
import { heapPerWaiting } from '../../measure/heap-per-run.ts';

const workflow = createWorkflow({ id: 'waits', input: z.object({}) }).handler(async (ctx) => {
  await ctx.waitForEvent('go');
  return null;
});
const runStore = inMemoryRunStore();

report(
  await heapPerWaiting(async () => {
    let last = '';
    for await (const event of runWorkflow({ workflow, input: {}, runStore })) last = event.type;
    if (last === 'RUN_FINISHED' || last === 'RUN_ERRORED')
      throw new Error(`The workflow does not wait: ${last}.`);
  }),
);
