// A stateful MCP server: it counts for each client.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

const server = new McpServer({ name: 'counter', version: '1.0.0' });
let count = 0;
const text = (given: string): { content: { type: 'text'; text: string }[] } => ({
  content: [{ type: 'text', text: given }],
});

server.registerTool('count', {}, () => {
  count += 1;
  return text(String(count));
});
server.registerTool('pid', {}, () => text(String(process.pid)));
// In one call: an idle session may be closed before a second one.
server.registerTool('count_and_pid', {}, () => {
  count += 1;
  return text(`${count} ${process.pid}`);
});
server.registerTool('die', {}, () => process.exit(1));
server.registerResource('now', 'counter://now', {}, () => ({
  contents: [{ uri: 'counter://now', text: String(count) }],
}));
await server.connect(new StdioServerTransport());
