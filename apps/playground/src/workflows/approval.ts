import { defineQuery, defineSignal, defineUpdate, MCPApp } from '@mcp-agent/core';
import { TimeoutError } from '@mcp-agent/core/errors';

interface Purchase {
  readonly item: string;
  readonly amount: number;
  readonly patience: number;
}

const decide = defineSignal<[{ approved: boolean; by: string }]>('decide');
const request = defineQuery<{ item: string; amount: number; state: string }>('request');
const changeAmount = defineUpdate<number, [amount: number]>('changeAmount');

const app = new MCPApp({ name: 'expenses' });

export const approval = app.workflow(
  'approval',
  async (ctx, { item, amount: first, patience }: Purchase) => {
    let amount = first;
    let state = 'waiting';
    ctx.setHandler(request, () => ({ item, amount, state }));
    ctx.setHandler(changeAmount, (to) => (amount = to), {
      validator: (to) => {
        if (!(to > 0)) throw new Error('The amount must be above 0.');
      },
    });
    try {
      const { approved, by } = await ctx.waitForSignal(decide, { timeout: { seconds: patience } });
      state = approved ? 'approved' : 'rejected';
      return `${by} ${state} ${item} for ${amount}.`;
    } catch (error) {
      if (!TimeoutError.isInstance(error)) throw error;
      state = 'expired';
      return `The request for ${item} for ${amount} timed out after ${patience} s.`;
    }
  },
  {
    description:
      'Waits for an approval: a signal decides, a query shows the request, an update changes the amount, a timeout ends the wait.',
    inputSchema: {
      type: 'object',
      properties: {
        item: { type: 'string', title: 'Item', default: 'a standing desk' },
        amount: { type: 'number', title: 'Amount', minimum: 1, default: 450 },
        patience: { type: 'integer', title: 'Timeout in seconds', minimum: 1, default: 300 },
      },
      required: ['item', 'amount', 'patience'],
    },
    messageSchemas: {
      decide: {
        type: 'object',
        properties: {
          approved: { type: 'boolean', title: 'Approved', default: true },
          by: { type: 'string', title: 'By', default: 'Ada' },
        },
        required: ['approved', 'by'],
      },
      changeAmount: { type: 'number', title: 'Amount', default: 390 },
    },
  },
);
