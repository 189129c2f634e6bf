import type { CaseTransport, ServerCase } from './server-case.ts';

const GO_SDK = {
  registry: 'Go',
  spec: 'github.com/modelcontextprotocol/go-sdk/examples/server/everything@v1.8.0',
} as const;
const MCP_GO = { registry: 'Go', spec: 'github.com/mark3labs/mcp-go/examples/everything@v1.2.1' } as const;
const TRANSPORTS: readonly CaseTransport[] = ['stdio', 'HTTP, sessions'];

/** Servers in Go and Rust. */
export const NATIVE: readonly ServerCase[] = [
  ...TRANSPORTS.map((transport): ServerCase => ({
    name: 'everything of go-sdk',
    package: GO_SDK,
    language: 'Go',
    transport,
    command: (at, port) => [
      ...at.program('everything'),
      ...(transport === 'stdio' ? [] : ['-http', `127.0.0.1:${port}`]),
    ],
    call: { tool: 'greet', arguments: { name: 'Ada' }, expected: /Ada/ },
    ...(transport !== 'stdio' && { note: 'its stateful handler offers only older revisions' }),
  })),
  {
    name: 'everything of mcp-go',
    package: MCP_GO,
    language: 'Go',
    transport: 'stdio',
    command: (at) => at.program('everything'),
    call: { tool: 'echo', arguments: { message: 'hello' }, expected: /hello/ },
  },
  {
    name: 'rust-mcp-filesystem',
    package: { registry: 'crates.io', spec: 'rust-mcp-filesystem@0.4.5' },
    language: 'Rust',
    transport: 'stdio',
    command: (at) => [...at.program('rust-mcp-filesystem'), at.folder],
    call: { tool: 'list_allowed_directories', arguments: {}, expected: /rust-mcp-filesystem/ },
  },
];
