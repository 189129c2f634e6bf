import { Agent, type ContentPart, type JsonObject, MCPApp } from '@mcp-agent/core';

const app = new MCPApp({ name: 'questions' });

/** Calls a tool of the desk, whose questions a person answers, and returns its text. */
export const callDesk = app.workflow(
  'call-desk',
  async (_, { server = 'desk', tool, args = {} }: { server?: string; tool: string; args?: JsonObject }) => {
    await using agent = new Agent({ name: 'clerk', serverNames: [server], elicitation: 'person' });
    const { content, isError } = await agent.callTool(server, tool, args);
    return isError ? `failed: ${textOf(content)}` : textOf(content);
  },
);

/** Answers the desk's questions by a function. */
export const callDeskAlone = app.workflow(
  'call-desk-alone',
  async (_, { server, tool, handler }: { server: string; tool: string; handler: 'accepts' | 'throws' }) => {
    await using agent = new Agent({
      name: 'clerk',
      serverNames: [server],
      elicitation: () => {
        if (handler === 'throws') throw new Error('no');
        return { action: 'accept', content: { count: 3 } };
      },
    });
    const result = await agent.callTool(server, tool);
    if (handler === 'throws') return { text: textOf(result.content), prompt: '' };
    const { messages } = await agent.getPrompt(server, 'letter');
    return { text: textOf(result.content), prompt: textOf(messages.map(({ content }) => content)) };
  },
);

function textOf(content: readonly ContentPart[]): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
