import { MCPApp } from '@mcp-agent/core';

const app = new MCPApp({ name: 'timers' });

export const timer = app.workflow(
  'timer',
  async (ctx, { seconds, times }: { seconds: number; times: number }) => {
    for (let time = 1; time <= times; time += 1) await ctx.sleep({ seconds });
    return `Waited ${times} times for ${seconds} s.`;
  },
  {
    description:
      'Waits, several times. Kill the worker meanwhile: on a durable engine the timers outlive the process.',
    inputSchema: {
      type: 'object',
      properties: {
        seconds: { type: 'number', title: 'Seconds each', minimum: 0, maximum: 3600, default: 3 },
        times: { type: 'integer', title: 'How many', minimum: 1, maximum: 100, default: 4 },
      },
      required: ['seconds', 'times'],
    },
  },
);
