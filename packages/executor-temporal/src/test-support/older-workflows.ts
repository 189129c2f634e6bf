import { defineUpdate, MCPApp, type UpdateDefinition, type WorkflowDefinition } from '@mcp-agent/core';

const app = new MCPApp({ name: 'older' });

export const word: UpdateDefinition<number, [string]> = defineUpdate<number, [string]>('word');

export const child: WorkflowDefinition<string, string> = app.workflow('child', async (_ctx, text: string) =>
  text.toUpperCase(),
);

/** Runs twice, and waits each time for an update; then for a timer and a child. */
export const everyday: WorkflowDefinition<number, string> = app.workflow(
  'everyday',
  async (ctx, run: number): Promise<string> => {
    let text = '';
    ctx.setHandler(word, (sent) => (text = sent).length);
    await ctx.condition(() => text !== '');
    await ctx.sleep(1);
    if (run === 1) return ctx.continueAsNew(run + 1);
    return ctx.executeChild(child, text);
  },
);
