import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { allTools } from './task.ts';

// The MCP server of all agents, over stdio. Its arguments are the number of tools, and the number of characters that each
// result has in addition to the sum.
const [count, padding] = process.argv.slice(2).map(Number);
const filler = 'x'.repeat(padding ?? 0);
const tools = allTools(count ?? 1);

const server = new Server({ name: 'sums', version: '1.0.0' }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools }));
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  const sum = Number(params.arguments?.['a']) + Number(params.arguments?.['b']);
  return { content: [{ type: 'text', text: `${sum}${filler}` }] };
});
process.stdin.once('end', () => process.exit());
await server.connect(new StdioServerTransport());
