// A stateful MCP server: it counts for each client. It waits until the file of its argument exists, if it has one.
import { existsSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

const [gate] = process.argv.slice(2);
const isOpen = (): boolean => gate === undefined || existsSync(gate);
while (!isOpen()) await new Promise((resolve) => setTimeout(resolve, 10));

const server = new McpServer({ name: 'counter', version: '1.0.0' });
let count = 0;
// No property of a server's result is mistaken for the answer of an activity that lacks a session.
const text = (given: string): { content: { type: 'text'; text: string }[]; needsSession: true } => ({
  content: [{ type: 'text', text: given }],
  needsSession: true,
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
  needsSession: true,
}));
await server.connect(new StdioServerTransport());
