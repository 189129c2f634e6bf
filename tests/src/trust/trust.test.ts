import { agentSettings } from '@mcp-agent/conformance/agents';
import type { Settings } from '@mcp-agent/core';
import { expect, it, vi } from 'vitest';
import { describeOnBothEngines } from '../on-both-engines.ts';
import { change } from './workflows.ts';

const { catalog } = agentSettings().mcp.servers;

const files = {
  workflows: new URL('workflows.ts', import.meta.url),
  activities: new URL('../fixtures/played-model.ts', import.meta.url),
  settings: (): Settings => ({
    logger: { level: 'warn' },
    mcp: { servers: { catalog: { ...catalog, pinnedTools: { list_parcel: 'an-older-one' } } } },
  }),
};

describeOnBothEngines('trust in the tools of a server', files, (engine) => {
  it('logs changed and pinned tools, and names that match none; a pinned tool is not offered', async () => {
    const written: string[] = [];
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    try {
      // The model calls the tools that it is offered, and not the pinned one.
      expect(await engine().executeWorkflow(change)).toEqual(['changed', 'changing done']);
      for (const line of [
        'Tool "changing" of MCP server "catalog" changed its description',
        'Tool "list_parcel" of MCP server "catalog" is not offered: its definition is ',
        'allowedTools matches no tool of the agent with "list_parcel", "list_parcles"',
        'approval.tools matches no tool of the agent with "catalogue/*"',
      ]) {
        await expect.poll(() => written.filter((one) => one.includes(line))).toHaveLength(1);
      }
    } finally {
      stderr.mockRestore();
    }
  });
});
