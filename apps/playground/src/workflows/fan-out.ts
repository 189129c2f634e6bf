import { MCPApp } from '@mcp-agent/core';

const app = new MCPApp({ name: 'squares' });

/** Runs only as a child. Not exported, so that the page does not list it. */
const square = app.workflow('square', async (ctx, { number, pause }: { number: number; pause: number }) => {
  if (pause > 0) await ctx.sleep(pause);
  return number * number;
});

export const fanOut = app.workflow(
  'fanOut',
  async (ctx, { count, concurrency, pause }: { count: number; concurrency: number; pause: number }) => {
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    const squares = await ctx.map(numbers, (number) => ctx.executeChild(square, { number, pause }), {
      concurrency,
    });
    return squares.reduce((sum, next) => sum + next, 0);
  },
  {
    description:
      'Runs a child workflow for each number, with limited concurrency, and adds up their results.',
    inputSchema: {
      type: 'object',
      properties: {
        count: { type: 'integer', title: 'Children', minimum: 1, maximum: 10_000, default: 8 },
        concurrency: { type: 'integer', title: 'Concurrency', minimum: 1, maximum: 100, default: 4 },
        pause: { type: 'integer', title: 'Wait of each child, in ms', minimum: 0, default: 200 },
      },
      required: ['count', 'concurrency', 'pause'],
    },
  },
);
