import { once } from 'node:events';
import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { type TestToolCall, extractToolCalls } from './call-log.ts';
import { Sessions } from './sessions.ts';

/** Options for a test's MCP server. */
export interface TestMcpServerOptions {
  /** The name of the server. Default: `test`. */
  readonly name?: string;
}

/** An MCP server in this process, on the loopback interface. */
export interface TestMcpServer extends AsyncDisposable {
  /** The server's entry in the settings: `{ mcp: { servers: { shop: server.settings } } }`. */
  readonly settings: { readonly url: string };
  /** The tool calls so far, in order of arrival, including rejected ones. */
  readonly calls: readonly TestToolCall[];
  /** Stops the server, and closes all connections. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts an MCP server in the test's process, over streamable HTTP.
 *
 * @param configure registers tools, resources and prompts. It is called for each client with a new server, so keep shared
 * state outside
 * @throws what `configure` throws
 *
 * @example
 * ```ts
 * await using shop = await startMcpServer((server) => {
 *   server.registerTool('price', { inputSchema: { item: z.string() } }, ({ item }) => ({
 *     content: [{ type: 'text', text: item === 'tea' ? '3' : 'unknown' }],
 *   }));
 * });
 * await using executor = new AsyncioExecutor({ mcp: { servers: { shop: shop.settings } } });
 * await executor.executeWorkflow(order, { item: 'tea' });
 * expect(shop.calls).toEqual([{ tool: 'price', arguments: { item: 'tea' } }]);
 * ```
 */
export async function startMcpServer(
  configure: (server: McpServer) => void,
  { name = 'test' }: TestMcpServerOptions = {},
): Promise<TestMcpServer> {
  const calls: TestToolCall[] = [];
  const createServerForClient = (): McpServer => {
    const server = new McpServer({ name, version: '1.0.0' });
    configure(server);
    return server;
  };
  // Throws an error of `configure` here instead of in the response to a client.
  createServerForClient();
  const sessions = new Sessions(createServerForClient, (body) => calls.push(...extractToolCalls(body)));
  const listener = createServer((request, response) => {
    sessions.handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= (async () => {
      const closed = once(listener, 'close');
      listener.close();
      await sessions.close();
      listener.closeAllConnections();
      await closed;
    })());
  return { settings: { url: `http://127.0.0.1:${port}/mcp` }, calls, close, [Symbol.asyncDispose]: close };
}
