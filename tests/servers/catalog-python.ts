import { fileURLToPath } from 'node:url';
import type { CaseTransport, ServerCase } from './server-case.ts';

const PROGRAM = fileURLToPath(new URL('programs/python-server.py', import.meta.url));
const TRANSPORTS: readonly (readonly [CaseTransport, argument: string])[] = [
  ['stdio', 'stdio'],
  ['HTTP, sessions', 'http'],
  ['HTTP, stateless', 'stateless'],
  ['HTTP+SSE', 'sse'],
];

/** A server with one tool on a library, over each transport. */
function library(name: string, spec: string, argument: string): ServerCase[] {
  return TRANSPORTS.map(([transport, how]) => ({
    name: `a server on ${name}`,
    package: { registry: 'PyPI', spec },
    language: 'Python',
    transport,
    command: (at, port) => [...at.program('python'), PROGRAM, argument, how, String(port)],
    call: { tool: 'add', arguments: { a: 2, b: 3 }, expected: /^5/ },
  }));
}

/** Servers on PyPI, and servers on the libraries for Python. */
export const PYTHON: readonly ServerCase[] = [
  ...library('mcp 1', 'mcp==1.30.0', 'sdk1'),
  ...library('mcp 2', 'mcp==2.3.0', 'sdk2'),
  ...library('FastMCP 2', 'fastmcp==2.14.7', 'fastmcp'),
  ...library('FastMCP 3', 'fastmcp==3.4.11', 'fastmcp'),
  ...library('FastMCP 4', 'fastmcp==4.2.3', 'fastmcp'),
  {
    name: 'mcp-server-fetch',
    package: { registry: 'PyPI', spec: 'mcp-server-fetch==2026.10.24' },
    language: 'Python',
    transport: 'stdio',
    command: (at) => at.program('mcp-server-fetch'),
    note: 'calls need the internet',
  },
  {
    name: 'mcp-server-time',
    package: { registry: 'PyPI', spec: 'mcp-server-time==2026.10.19' },
    language: 'Python',
    transport: 'stdio',
    command: (at) => at.program('mcp-server-time'),
    call: {
      tool: 'convert_time',
      arguments: { source_timezone: 'UTC', time: '12:00', target_timezone: 'Asia/Tokyo' },
      expected: /21:00/,
    },
  },
  {
    name: 'mcp-server-git',
    package: { registry: 'PyPI', spec: 'mcp-server-git==2026.10.19' },
    language: 'Python',
    transport: 'stdio',
    command: (at) => at.program('mcp-server-git'),
    call: {
      tool: 'git_status',
      arguments: { repo_path: fileURLToPath(new URL('../..', import.meta.url)) },
      expected: /branch/,
    },
  },
  {
    name: 'mcp-server-sqlite',
    package: { registry: 'PyPI', spec: 'mcp-server-sqlite==2025.4.25', beside: ['mcp<2'] },
    language: 'Python',
    transport: 'stdio',
    command: (at) => [...at.program('mcp-server-sqlite'), '--db-path', `${at.folder}/test.db`],
    call: { tool: 'read_query', arguments: { query: 'SELECT 2 + 3 AS sum' }, expected: /5/ },
    note: 'needs `mcp<2` beside it, which its package does not ask for',
  },
  {
    name: 'markitdown-mcp',
    package: { registry: 'PyPI', spec: 'markitdown-mcp==0.0.1a8' },
    language: 'Python',
    transport: 'stdio',
    command: (at) => at.program('markitdown-mcp'),
    call: { tool: 'convert_to_markdown', arguments: { uri: 'data:text/html,<h1>Hi</h1>' }, expected: /# Hi/ },
  },
  {
    name: 'excel-mcp-server',
    package: { registry: 'PyPI', spec: 'excel-mcp-server==2.2.2' },
    language: 'Python',
    transport: 'stdio',
    command: (at) => [...at.program('excel-mcp-server'), 'stdio'],
    note: 'calls change files',
  },
  {
    name: 'duckduckgo-mcp-server',
    package: { registry: 'PyPI', spec: 'duckduckgo-mcp-server==0.7.0' },
    language: 'Python',
    transport: 'stdio',
    command: (at) => at.program('duckduckgo-mcp-server'),
    note: 'calls need the internet',
  },
  {
    name: 'mcp-atlassian',
    package: { registry: 'PyPI', spec: 'mcp-atlassian==0.23.1' },
    language: 'Python',
    transport: 'stdio',
    command: (at) => at.program('mcp-atlassian'),
    env: () => ({ JIRA_URL: 'http://127.0.0.1:9', JIRA_PERSONAL_TOKEN: 'none' }),
    note: 'calls need an account',
  },
  {
    name: 'arxiv-mcp-server',
    package: { registry: 'PyPI', spec: 'arxiv-mcp-server==0.8.2' },
    language: 'Python',
    transport: 'stdio',
    command: (at) => [...at.program('arxiv-mcp-server'), '--storage-path', at.folder],
    call: { tool: 'list_papers', arguments: {}, expected: /total_papers|papers/ },
  },
  {
    name: 'aws-documentation-mcp-server',
    package: { registry: 'PyPI', spec: 'awslabs.aws-documentation-mcp-server==1.2.3' },
    language: 'Python',
    transport: 'stdio',
    command: (at) => at.program('awslabs.aws-documentation-mcp-server'),
    note: 'calls need the internet',
  },
  {
    name: 'mcp-server-time behind mcp-proxy',
    package: { registry: 'PyPI', spec: 'mcp-proxy==0.13.0', beside: ['mcp-server-time'] },
    language: 'Python',
    transport: 'HTTP, sessions',
    command: (at, port) => [
      ...at.program('mcp-proxy'),
      '--port',
      String(port),
      ...at.program('mcp-server-time'),
    ],
    call: {
      tool: 'convert_time',
      arguments: { source_timezone: 'UTC', time: '12:00', target_timezone: 'Asia/Tokyo' },
      expected: /21:00/,
    },
  },
];
