import { createWorkflow, inMemoryRunStore, runWorkflow } from '@tanstack/workflow-core';
import { z } from 'zod';
import { beforeAndAfter } from '../../measure/after-runs.ts';
import { report } from '../../measure/in-program.ts';

const workflow = createWorkflow({ id: 'empty', input: z.object({}) }).handler(async () => null);
function open(): () => Promise<void> {
  const runStore = inMemoryRunStore();
  return async () => {
    for await (const event of runWorkflow({ workflow, input: {}, runStore })) {
      if (event.type === 'RUN_ERRORED') throw new Error('it failed');
    }
  };
}

report(await beforeAndAfter(open, 100_000));
