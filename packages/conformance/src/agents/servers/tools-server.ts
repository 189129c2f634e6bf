import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

// The MCP server with the suite's tools. Its argument is its start delay, in milliseconds.
const [delay = '0'] = process.argv.slice(2);
await new Promise((resolve) => setTimeout(resolve, Number(delay)));

const server = new McpServer({ name: 'conformance-tools', version: '1.0.0' });

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

server.registerTool(
  'add',
  {
    description: 'Adds two numbers.',
    inputSchema: { left: z.number(), right: z.number() },
    annotations: { readOnlyHint: true },
  },
  ({ left, right }) => ({ content: [{ type: 'text', text: String(left + right) }] }),
);

server.registerTool(
  'refuse',
  { description: 'Returns an error result.', inputSchema: { reason: z.string() } },
  ({ reason }) => ({ content: [{ type: 'text', text: reason }], isError: true }),
);

server.registerTool(
  'blob',
  {
    description: 'Returns a text of the given length.',
    inputSchema: { size: z.number() },
    annotations: { readOnlyHint: true },
  },
  ({ size }) => ({ content: [{ type: 'text', text: 'x'.repeat(size) }] }),
);

server.registerTool(
  'note',
  {
    description: 'Appends a line to a file, then waits until another file exists.',
    inputSchema: { file: z.string(), text: z.string(), waitFor: z.string().optional() },
  },
  async ({ file, text, waitFor }) => {
    await appendFile(file, `${text}\n`);
    await until(() => waitFor === undefined || existsSync(waitFor));
    return { content: [{ type: 'text', text: `noted ${text}` }] };
  },
);

server.registerTool('process_id', { description: 'Returns the ID of the server process.' }, () => ({
  content: [{ type: 'text', text: String(process.pid) }],
}));

server.registerTool(
  'consult',
  {
    description: 'Samples the model of the calling agent, one time after the other.',
    inputSchema: { question: z.string(), times: z.number().optional() },
  },
  async ({ question, times = 1 }) => {
    let answer = 'nothing';
    for (let asked = 0; asked < times; asked += 1) {
      const { content } = await server.server.createMessage({
        messages: [{ role: 'user', content: { type: 'text', text: question } }],
        maxTokens: 100,
      });
      if (!Array.isArray(content) && content.type === 'text') answer = content.text;
    }
    return { content: [{ type: 'text', text: `the model says ${answer}` }] };
  },
);

server.registerTool(
  'ask_person',
  { description: 'Requests input from the person behind the calling agent.' },
  async () => {
    const { action, content } = await server.server.elicitInput({
      message: 'How old are you?',
      requestedSchema: { type: 'object', properties: { age: { type: 'number' } }, required: ['age'] },
    });
    return { content: [{ type: 'text', text: `the person ${action} ${String(content?.['age'])}` }] };
  },
);

await server.connect(new StdioServerTransport());
