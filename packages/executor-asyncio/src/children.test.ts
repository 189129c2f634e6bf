import { MCPApp } from '@mcp-agent/core';
import { expect, it } from 'vitest';
import { AsyncioExecutor } from './executor.ts';

it('a child runs the definition that its parent passes, although a later one has its name', async () => {
  const app = new MCPApp({ name: 'children' });
  const first = app.workflow('children.same', async () => 'first');
  const second = app.workflow('children.same', async () => 'second');
  const parent = app.workflow('children.parent', async (ctx) => [
    await ctx.executeChild(first, undefined),
    await ctx.executeChild(second, undefined),
  ]);
  await using executor = new AsyncioExecutor();
  expect(await executor.executeWorkflow(parent)).toEqual(['first', 'second']);
  expect(await executor.executeWorkflow(first)).toBe('first');
});
