import { defineActivity, MCPApp } from '@mcp-agent/core';
import { ApplicationError } from '@mcp-agent/core/errors';

const reserve = defineActivity({
  name: 'reserve',
  options: {
    startToCloseTimeout: '10s',
    retry: { maximumAttempts: 4, initialInterval: '500ms', backoffCoefficient: 2 },
  },
  run: async ({ failures }: { failures: number }, { info }) => {
    if (info.attempt > failures) return { seat: '14C', attempt: info.attempt };
    const cause = new Error('ECONNRESET: the connection was reset by the booking service');
    throw new ApplicationError(`The booking service did not respond to attempt ${info.attempt}.`, {
      type: 'BookingUnavailable',
      cause,
    });
  },
});

const app = new MCPApp({ name: 'bookings' });

export const flaky = app.workflow(
  'flaky',
  async (_ctx, { failures }: { failures: number }) => {
    const { seat, attempt } = await reserve({ failures });
    return `Seat ${seat}, at attempt ${attempt}.`;
  },
  {
    description:
      'Calls an activity that fails at first. It has at most 4 attempts, and each wait is twice as long as the last.',
    inputSchema: {
      type: 'object',
      properties: {
        failures: { type: 'integer', title: 'Failing attempts', minimum: 0, maximum: 10, default: 2 },
      },
      required: ['failures'],
    },
  },
);
