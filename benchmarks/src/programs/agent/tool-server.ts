import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { allTools } from './task.ts';

// The tools of all agents, over stdio, as most servers are: how many it offers, and how many characters each gives
// beside the sum.
const [count, padding] = process.argv.slice(2).map(Number);
const more = 'x'.repeat(padding ?? 0);
const tools = allTools(count ?? 1);

const server = new Server({ name: 'sums', version: '1.0.0' }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools }));
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  const sum = Number(params.arguments?.['a']) + Number(params.arguments?.['b']);
  return { content: [{ type: 'text', text: `${sum}${more}` }] };
});
process.stdin.once('end', () => process.exit());
await server.connect(new StdioServerTransport());
