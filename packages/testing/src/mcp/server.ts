import { once } from 'node:events';
import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { type TestToolCall, toolCallsIn } from './call-log.ts';
import { Sessions } from './sessions.ts';

/** What a test's MCP server is made from. */
export interface TestMcpServerOptions {
  /** The name that it gives itself. Default: `test`. */
  readonly name?: string;
}

/** An MCP server in this process, which listens on loopback. */
export interface TestMcpServer extends AsyncDisposable {
  /** Its entry in the settings: `{ mcp: { servers: { shop: server.settings } } }`. */
  readonly settings: { readonly url: string };
  /** The calls of its tools so far, in order of arrival, those too that it refused. */
  readonly calls: readonly TestToolCall[];
  /** Ends it, and cuts off who still waits for an answer. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * Starts an MCP server in the test's own process: the real protocol over streamable HTTP, with tools that the test can
 * see into.
 *
 * @param configure registers its tools, resources and prompts. It is called once for each client that connects, with
 * a server of its own: what they are to share stands outside of it
 * @throws what `configure` throws, once, before any client comes
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
  const make = (): McpServer => {
    const server = new McpServer({ name, version: '1.0.0' });
    configure(server);
    return server;
  };
  // A mistake in it is the test's to see here, and not in what a client is told.
  make();
  const sessions = new Sessions(make, (body) => calls.push(...toolCallsIn(body)));
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
