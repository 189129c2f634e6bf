import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { acceptedContent, createMcpHandler, inputRequired, Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

// A server of MCP 2026-07-28 whose tools ask back and become tasks. It keeps nothing but files, so it can be restarted
// at any time. Its argument is a port for HTTP; without one, it is a stdio server.
const [port] = process.argv.slice(2);

const Arguments = z.object({
  /** Gets a line for each step, and a file beside it one for each look at a task. */
  file: z.string().default('/dev/null'),
  /** The file for which a task waits. */
  until: z.string().default('/dev/null'),
  ask: z.boolean().default(false),
  question: z.string().default(''),
  times: z.number().default(1),
});

const form = (message: string): ReturnType<typeof inputRequired.elicit> =>
  inputRequired.elicit({
    message,
    requestedSchema: {
      type: 'object',
      properties: { count: { type: 'integer', minimum: 1 }, colour: { type: 'string', default: 'red' } },
      required: ['count', 'colour'],
    },
  });
const said = (words: string): { content: { type: 'text'; text: string }[] } => ({
  content: [{ type: 'text', text: words }],
});

/** The id of a task has all that the server knows of it. */
const Task = z.object({ file: z.string(), until: z.string(), ask: z.boolean() });
const TaskParams = z.object({ taskId: z.string() });

function taskOf(id: string): z.infer<typeof Task> {
  return Task.parse(JSON.parse(Buffer.from(id, 'base64url').toString()));
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
}

function stateOf(taskId: string): Record<string, unknown> {
  const { file, until, ask } = taskOf(taskId);
  const lines = linesOf(file);
  const answer = lines.find((line) => line.startsWith('answer '));
  const times = { createdAt: '2026-07-28T00:00:00Z', lastUpdatedAt: '2026-07-28T00:00:00Z' };
  const task = { taskId, ...times, ttlMs: null, pollIntervalMs: 50 };
  if (lines.includes('cancelled')) return { ...task, status: 'cancelled' };
  if (ask && answer === undefined) {
    return { ...task, status: 'input_required', inputRequests: { count: form('How many frames?') } };
  }
  if (!existsSync(until)) {
    if (file !== '/dev/null') appendFileSync(`${file}.looks`, 'look\n');
    return { ...task, status: 'working', statusMessage: 'drawing' };
  }
  return { ...task, status: 'completed', result: said(`rendered ${answer ?? 'all'}`) };
}

function desk(): Server {
  const server = new Server(
    { name: 'conformance-desk', version: '1.0.0' },
    { capabilities: { tools: {}, prompts: {}, extensions: { 'io.modelcontextprotocol/tasks': {} } } },
  );
  server.setRequestHandler('tools/list', () => ({
    tools: ['order', 'consult', 'open_page', 'wait', 'render'].map((name) => ({
      name,
      inputSchema: { type: 'object' },
    })),
  }));
  server.setRequestHandler('tools/call', async ({ params }, { mcpReq }) => {
    const { file, question, times, until, ask } = Arguments.parse(params.arguments ?? {});
    const { inputResponses } = mcpReq;
    const state = mcpReq.requestState<string>();
    switch (params.name) {
      case 'order': {
        const answer = acceptedContent<{ count: number; colour: string }>(inputResponses, 'count');
        await appendFile(file, answer === undefined ? `asked ${state ?? ''}\n` : 'ordered\n');
        if (inputResponses !== undefined && answer === undefined) return said('not ordered');
        if (answer === undefined) {
          return inputRequired({ inputRequests: { count: form('How many?') }, requestState: 'order 1' });
        }
        return said(`${state}: ${answer.count} ${answer.colour}`);
      }
      case 'consult': {
        const round = Number(state ?? '0');
        if (round < times) {
          const messages = [{ role: 'user' as const, content: { type: 'text' as const, text: question } }];
          return inputRequired({
            inputRequests: { answer: inputRequired.createMessage({ messages, maxTokens: 100 }) },
            requestState: String(round + 1),
          });
        }
        return said(`the model says ${modelText(inputResponses?.['answer'])}`);
      }
      case 'open_page': {
        const url = 'https://example.com/login';
        if (inputResponses !== undefined) return said(JSON.stringify(inputResponses['page']));
        return inputRequired({
          inputRequests: { page: inputRequired.elicitUrl({ message: 'Log in.', url }) },
        });
      }
      case 'wait':
        return state === undefined ? inputRequired({ requestState: 'busy' }) : said(`${state}, then done`);
      default: {
        await appendFile(file, 'started\n');
        const taskId = Buffer.from(JSON.stringify({ file, until, ask })).toString('base64url');
        return { ...said(''), ...stateOf(taskId), resultType: 'task', status: 'working' };
      }
    }
  });
  server.setRequestHandler('prompts/list', () => ({ prompts: [{ name: 'letter' }] }));
  server.setRequestHandler('prompts/get', (_, { mcpReq }) => {
    const answer = acceptedContent<{ count: number }>(mcpReq.inputResponses, 'count');
    if (answer === undefined) return inputRequired({ inputRequests: { count: form('How many lines?') } });
    return { messages: [{ role: 'user', content: { type: 'text', text: `${answer.count} lines` } }] };
  });
  server.setRequestHandler('tasks/get', { params: TaskParams }, ({ taskId }) => stateOf(taskId));
  server.setRequestHandler('tasks/update', { params: TaskParams }, async ({ taskId }, { mcpReq }) => {
    // The SDK takes the answers out of the parameters of any request.
    const answer = acceptedContent<{ count: number }>(mcpReq.inputResponses, 'count');
    await appendFile(taskOf(taskId).file, `answer ${answer?.count ?? 'none'}\n`);
    return {};
  });
  server.setRequestHandler('tasks/cancel', { params: TaskParams }, async ({ taskId }) => {
    await appendFile(taskOf(taskId).file, 'cancelled\n');
    return {};
  });
  return server;
}

const Answer = z.object({ content: z.object({ text: z.string() }) });

function modelText(response: unknown): string {
  const { data } = Answer.safeParse(response);
  return data?.content.text ?? 'nothing';
}

async function asRequest(incoming: IncomingMessage): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const { method = 'GET', url = '/' } = incoming;
  const body = method === 'POST' ? await text(incoming) : null;
  return new Request(`http://localhost${url}`, { method, headers, body });
}

if (port === undefined) {
  serveStdio(desk);
} else {
  const handler = createMcpHandler(desk);
  createServer(async (incoming, outgoing) => {
    const response = await handler.fetch(await asRequest(incoming));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(await response.text());
  }).listen(Number(port), '127.0.0.1');
}
