import type { McpServerSettings } from '@mcp-agent/mcp';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { z } from 'zod';

/** What all agents are asked. */
export const QUESTION = 'What is 2 + 3?';
export const INSTRUCTION = 'Use the tool to add.';
export const MODEL = 'gpt-4o';
export const ANSWER = 'The sum is 5.';

/** The one tool. */
export const ADD = {
  name: 'add',
  description: 'Adds two numbers.',
  inputSchema: {
    type: 'object' as const,
    properties: { a: { type: 'number' }, b: { type: 'number' } },
    required: ['a', 'b'],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true },
};

/** Its arguments, for the libraries that want them in zod. */
export const addSchema = z.object({ a: z.number(), b: z.number() });

/** Where the loopback model is. */
export const BASE_URL = process.env['BENCH_MODEL'] ?? '';

/** How many tools there are to choose from. */
export const TOOLS = Number(process.env['BENCH_TOOLS'] ?? 1);

/** How the tools' server is started. By arguments: a server is not given what is in its client's environment. */
export const SERVER = {
  command: process.execPath,
  args: [
    new URL('tool-server.ts', import.meta.url).pathname,
    String(TOOLS),
    process.env['BENCH_RESULT'] ?? '0',
  ],
} satisfies McpServerSettings;

/** All tools, as their server lists them. */
export function allTools(count: number): (typeof ADD)[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? ADD : { ...ADD, name: `add_${index}` }));
}

/** The tool as a function, over one connection to its server: for whoever has no MCP client of its own. */
export async function openTool(): Promise<(args: object) => Promise<string>> {
  const client = new Client({ name: 'bench', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ ...SERVER, stderr: 'ignore' }));
  return async (args) => {
    const { content } = await client.callTool({ name: ADD.name, arguments: { ...args } });
    return JSON.stringify(content);
  };
}

/** @throws Error when an agent answered something else: a figure of what failed is none */
export function check(answer: unknown): void {
  if (answer !== ANSWER) throw new Error(`It answered ${JSON.stringify(answer)}`);
}
