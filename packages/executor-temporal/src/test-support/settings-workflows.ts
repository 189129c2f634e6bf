import {
  type Activity,
  type ActivityOptions,
  defineActivity,
  defineSignal,
  MCPApp,
  type SignalDefinition,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';

const app = new MCPApp({ name: 'settings' });

/** Ends only when its attempt does. */
export const hang: Activity<null, string> = defineActivity({
  name: 'settings.hang',
  run: (_: null, { signal }) =>
    new Promise<string>((resolve) => {
      signal.addEventListener('abort', () => resolve('aborted'), { once: true });
    }),
});

/** Takes longer than the limit in the settings of the test. */
export const slow: Activity<number, string> = defineActivity({
  name: 'settings.slow',
  run: async (ms: number) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return 'done';
  },
});

export const again: SignalDefinition<[]> = defineSignal('again');

/** Calls an activity that hangs, and returns its error. */
export const hangs: WorkflowDefinition<ActivityOptions, ErrorData> = app.workflow(
  'settings.hangs',
  async (_, options) =>
    errorToData(await hang(null, { retry: { maximumAttempts: 1 }, ...options }).catch((error) => error)),
);

/** Calls a slow activity before and after a signal. */
export const twice: WorkflowDefinition<{ ms: number; options: ActivityOptions }, string[]> = app.workflow(
  'settings.twice',
  async (ctx, { ms, options }) => {
    const first = await slow(1);
    await ctx.waitForSignal(again);
    return [first, await slow(ms, options)];
  },
);
