import { MCPApp } from '@mcp-agent/core';

// A workflow file of a user, for tests.
const app = new MCPApp({ name: 'mine' });

export const shout = app.workflow('shout', async (_ctx, text: string) => text.toUpperCase(), {
  description: 'Shouts.',
  inputSchema: { type: 'string' },
});

export const add = app.workflow('add', async (_ctx, [one, other]: [number, number]) => one + other);

export const nothing = 'which is no workflow';
