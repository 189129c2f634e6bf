import { createWorkflow, inMemoryRunStore, runWorkflow } from '@tanstack/workflow-core';
import { z } from 'zod';
import { beforeAndAfter } from '../../measure/finished-runs.ts';
import { report } from '../../measure/in-program.ts';

const workflow = createWorkflow({ id: 'empty', input: z.object({}) }).handler(async () => null);
function open(): () => Promise<void> {
  const runStore = inMemoryRunStore();
  return async () => {
    for await (const event of runWorkflow({ workflow, input: {}, runStore })) {
      if (event.type === 'RUN_ERRORED') throw new Error('The workflow failed.');
    }
  };
}

report(await beforeAndAfter(open, 100_000));
