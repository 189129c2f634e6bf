import {
  type Activity,
  currentWorkflow,
  defineActivity,
  defineQuery,
  defineSignal,
  defineUpdate,
  MCPApp,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
  type WorkflowDefinition,
} from '@mcp-agent/core';

const app = new MCPApp({ name: 'stuck' });

export const ask: QueryDefinition<string, []> = defineQuery('ask');
export const go: SignalDefinition<[]> = defineSignal('go');
export const change: UpdateDefinition<string, []> = defineUpdate('change');

const work: Activity<string, string> = defineActivity({
  name: 'stuck.work',
  run: async (text: string) => text,
});

/** What a workflow does. */
export type Step = 'work' | 'pay' | 'sleep' | 'wait' | 'loop';

const STEPS: Readonly<Record<Step, () => Promise<unknown>>> = {
  work: () => work('done'),
  pay: () => currentWorkflow().executeActivity('stuck.pay', 'paid'),
  sleep: () => currentWorkflow().sleep(1),
  wait: () => currentWorkflow().waitForSignal(go),
  loop: async () => {
    for (;;);
  },
};

/** Defines a workflow that takes these steps. Files with other steps define it under the same name. */
export function takesSteps(...steps: readonly Step[]): WorkflowDefinition<undefined, string> {
  return app.workflow('stuck.steps', async (ctx) => {
    ctx.setHandler(ask, () => 'answered');
    ctx.setHandler(change, () => 'changed');
    for (const step of steps) await STEPS[step]();
    return 'completed';
  });
}

/** Defines a workflow that waits for a child. */
export function startsChild(
  child: WorkflowDefinition<undefined, string>,
): WorkflowDefinition<undefined, string> {
  return app.workflow('stuck.parent', (ctx) => ctx.executeChild(child, undefined));
}
