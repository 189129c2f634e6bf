import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';

/** The sessions of a server over streamable HTTP. The SDK requires an `McpServer` for each. */
export class Sessions {
  readonly #transports = new Map<string, StreamableHTTPServerTransport>();
  readonly #createServer: () => McpServer;
  readonly #onMessage: (body: unknown) => void;

  constructor(createServer: () => McpServer, onMessage: (body: unknown) => void) {
    this.#createServer = createServer;
    this.#onMessage = onMessage;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: unknown = request.method === 'POST' ? await json(request) : undefined;
    const id = request.headers['mcp-session-id'];
    const transport = typeof id === 'string' ? this.#transports.get(id) : undefined;
    if (transport !== undefined) {
      this.#onMessage(body);
      return transport.handleRequest(request, response, body);
    }
    if (isInitializeRequest(body)) return (await this.#open()).handleRequest(request, response, body);
    response.writeHead(404).end('The session does not exist.');
  }

  /** Closes all sessions. */
  async close(): Promise<void> {
    await Promise.all([...this.#transports.values()].map((transport) => transport.close()));
  }

  async #open(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        this.#transports.set(id, transport);
      },
      onsessionclosed: (id) => {
        this.#transports.delete(id);
      },
    });
    await this.#createServer().connect(transport);
    return transport;
  }
}
