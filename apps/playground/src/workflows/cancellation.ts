import { defineActivity, MCPApp } from '@mcp-agent/core';

const hold = defineActivity({ name: 'holdRoom', run: async (room: string) => `${room} is held` });
const release = defineActivity({ name: 'releaseRoom', run: async (room: string) => `${room} is free again` });

const app = new MCPApp({ name: 'rooms' });

export const booking = app.workflow(
  'cancellation',
  async (ctx, { room, seconds }: { room: string; seconds: number }) => {
    await hold(room);
    try {
      await ctx.sleep({ seconds });
      return `${room} was used for ${seconds} s.`;
    } finally {
      // Shielded code runs to its end when the workflow is cancelled.
      await ctx.shielded(() => release(room));
    }
  },
  {
    description:
      'Books a room and waits. If you cancel it, its finally block still runs and releases the room.',
    inputSchema: {
      type: 'object',
      properties: {
        room: { type: 'string', title: 'Room', default: 'Room 12' },
        seconds: { type: 'number', title: 'Seconds in use', minimum: 0, default: 600 },
      },
      required: ['room', 'seconds'],
    },
  },
);
