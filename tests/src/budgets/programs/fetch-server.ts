import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

// A handwritten stdio MCP server that appends a line to a file for its process, and one for each connection.
const [file = ''] = process.argv.slice(2);
appendFileSync(file, 'process\n');

const tool = {
  name: 'fetch',
  description: 'Reads a page.',
  inputSchema: { type: 'object', properties: { url: { type: 'string' } }, required: ['url'] },
  annotations: { readOnlyHint: true },
};

interface Request {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: { readonly protocolVersion?: string };
}

function answerTo({ method, params }: Request): object {
  switch (method) {
    case 'initialize':
      appendFileSync(file, 'connection\n');
      return {
        protocolVersion: params?.protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: 'fetch', version: '1.0.0' },
      };
    case 'tools/list':
      return { tools: [tool] };
    case 'tools/call':
      return {
        content: [{ type: 'text', text: 'Durable execution means that a program outlives its process.' }],
      };
    default:
      return {};
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request: Request = JSON.parse(line);
  if (request.id === undefined) continue;
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: request.id, result: answerTo(request) })}\n`);
}
