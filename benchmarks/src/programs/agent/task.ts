import type { McpServerSettings } from '@mcp-agent/mcp';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { z } from 'zod';

/** The question to all agents. */
export const QUESTION = 'What is 2 + 3?';
export const INSTRUCTION = 'Use the tool to add.';
export const MODEL = 'gpt-4o';
export const ANSWER = 'The sum is 5.';

/** The tool of all agents. */
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

/** The arguments of the tool, for libraries that need a zod schema. */
export const addSchema = z.object({ a: z.number(), b: z.number() });

/** The URL of the model server. */
export const BASE_URL = process.env['BENCH_MODEL'] ?? '';

/** The number of tools that the server offers. */
export const TOOLS = Number(process.env['BENCH_TOOLS'] ?? 1);

/** Settings of the tool server. Its options are arguments, because it does not receive the client's environment. */
export const SERVER = {
  command: process.execPath,
  args: [
    new URL('tool-server.ts', import.meta.url).pathname,
    String(TOOLS),
    process.env['BENCH_RESULT'] ?? '0',
  ],
} satisfies McpServerSettings;

/** Returns all tools of the server. */
export function allTools(count: number): (typeof ADD)[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? ADD : { ...ADD, name: `add_${index}` }));
}

/** Connects to the server, and returns its tool as a function, for libraries without an MCP client. */
export async function openTool(): Promise<(args: object) => Promise<string>> {
  const client = new Client({ name: 'bench', version: '1.0.0' });
  await client.connect(new StdioClientTransport({ ...SERVER, stderr: 'ignore' }));
  return async (args) => {
    const { content } = await client.callTool({ name: ADD.name, arguments: { ...args } });
    return JSON.stringify(content);
  };
}

/** @throws Error if the answer is wrong, so that failures are not measured */
export function check(answer: unknown): void {
  if (answer !== ANSWER) throw new Error(`The answer of the agent is wrong: ${JSON.stringify(answer)}.`);
}
