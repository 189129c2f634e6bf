import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';

/** A model server for all agents of a row, on the loopback interface, in the comparing process. */
export interface ModelServer extends AsyncDisposable {
  readonly baseUrl: string;
}

interface ChatRequest {
  readonly messages: readonly { readonly role: string }[];
}

/**
 * Starts a model that calls the tool `add`, and then answers. The number of tool results selects the response, which keeps
 * the server fast.
 *
 * @param calls the number of sequential tool calls before the answer. Default: 1
 */
export async function startModelServer(calls = 1): Promise<ModelServer> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { messages }: ChatRequest = JSON.parse(body);
      const done = messages.filter(({ role }) => role === 'tool').length;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(completion(done < calls ? callMessage(done) : ANSWER)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP port.');
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const ANSWER = { role: 'assistant', content: 'The sum is 5.' };

function callMessage(index: number): object {
  const call = { name: 'add', arguments: '{"a":2,"b":3}' };
  return {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: `call_${index}`, type: 'function', function: call }],
  };
}

let completions = 0;

function completion(message: object): object {
  completions += 1;
  return {
    // LangGraph merges messages with the same ID.
    id: `chatcmpl-${completions}`,
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'gpt-4o',
    choices: [{ index: 0, message, finish_reason: 'tool_calls' in message ? 'tool_calls' : 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) body += String(chunk);
  return body;
}
