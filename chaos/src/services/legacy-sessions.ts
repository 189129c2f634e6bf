import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';

/** The sessions of a server over HTTP. They are lost with its process, as in most servers. */
export class LegacySessions {
  readonly #transports = new Map<string, StreamableHTTPServerTransport>();
  readonly #createServer: () => McpServer;

  constructor(createServer: () => McpServer) {
    this.#createServer = createServer;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: unknown = request.method === 'POST' ? await json(request) : undefined;
    const id = request.headers['mcp-session-id'];
    const transport =
      typeof id === 'string'
        ? this.#transports.get(id)
        : isInitializeRequest(body)
          ? await this.#open()
          : undefined;
    if (transport === undefined) response.writeHead(404).end('The session does not exist.');
    else await transport.handleRequest(request, response, body);
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
