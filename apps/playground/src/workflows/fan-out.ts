import { MCPApp } from '@mcp-agent/core';

const app = new MCPApp({ name: 'squares' });

/** Not exported, so not listed: it is only ever a child. */
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
    description: 'One child workflow for each number, so many at once, and the sum of what they give.',
    inputSchema: {
      type: 'object',
      properties: {
        count: { type: 'integer', title: 'Children', minimum: 1, maximum: 10_000, default: 8 },
        concurrency: { type: 'integer', title: 'At once', minimum: 1, maximum: 100, default: 4 },
        pause: { type: 'integer', title: 'Milliseconds each child waits', minimum: 0, default: 200 },
      },
      required: ['count', 'concurrency', 'pause'],
    },
  },
);
