import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';

/** The sessions of a server over streamable HTTP, each with an `McpServer` of its own, as the SDK wants it. */
export class Sessions {
  readonly #open = new Map<string, StreamableHTTPServerTransport>();
  readonly #serverFor: () => McpServer;
  readonly #onMessage: (body: unknown) => void;

  constructor(serverFor: () => McpServer, onMessage: (body: unknown) => void) {
    this.#serverFor = serverFor;
    this.#onMessage = onMessage;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: unknown = request.method === 'POST' ? await json(request) : undefined;
    const id = request.headers['mcp-session-id'];
    const transport = typeof id === 'string' ? this.#open.get(id) : undefined;
    if (transport !== undefined) {
      this.#onMessage(body);
      return transport.handleRequest(request, response, body);
    }
    if (isInitializeRequest(body)) return (await this.#begin()).handleRequest(request, response, body);
    response.writeHead(404).end('No such session.');
  }

  /** Ends every session. */
  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((transport) => transport.close()));
  }

  async #begin(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        this.#open.set(id, transport);
      },
      onsessionclosed: (id) => {
        this.#open.delete(id);
      },
    });
    await this.#serverFor().connect(transport);
    return transport;
  }
}
