import { MCPApp } from '@mcp-agent/core';

const app = new MCPApp({ name: 'timers' });

export const timer = app.workflow(
  'timer',
  async (ctx, { seconds, times }: { seconds: number; times: number }) => {
    for (let time = 1; time <= times; time += 1) await ctx.sleep({ seconds });
    return `Waited ${times} times for ${seconds} s.`;
  },
  {
    description: 'Waits several times. Kill the worker while it waits: on Temporal, the timers survive.',
    inputSchema: {
      type: 'object',
      properties: {
        seconds: { type: 'number', title: 'Seconds per wait', minimum: 0, maximum: 3600, default: 3 },
        times: { type: 'integer', title: 'Number of waits', minimum: 1, maximum: 100, default: 4 },
      },
      required: ['seconds', 'times'],
    },
  },
);
