import type { OfferedTool } from '@mcp-agent/core/provider';

/** A tool that cases offer. */
export const LOOK: OfferedTool = {
  name: 'look',
  target: { kind: 'server', server: 'eyes', tool: 'look' },
  tool: {
    name: 'look',
    description: 'Looks at a place',
    inputSchema: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
    repeatable: true,
  },
};
