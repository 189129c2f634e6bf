import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { excerpt } from './excerpt.ts';
import { readPage } from './read-page.ts';

// A small MCP server over stdio with the interface of Python's mcp-server-fetch, so that a first run needs no
// Python. Unlike the one on npm, it also reads pages on this machine, because only its user calls it.

const server = new McpServer({ name: 'playground-fetch', version: '0.1.0' });

server.registerTool(
  'fetch',
  {
    title: 'Fetch a web page',
    description:
      'Reads a page from the web or from this machine and returns its text as Markdown. ' +
      'Returns a long page in parts, with instructions to get the next part.',
    inputSchema: {
      url: z.string().meta({ format: 'uri' }).describe('URL of the page, http or https.'),
      max_length: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(5_000)
        .describe('Maximum number of characters to return.'),
      start_index: z
        .int()
        .min(0)
        .max(100_000_000)
        .default(0)
        .describe('Index of the first character to return, to continue a long page.'),
    },
    annotations: { readOnlyHint: true, openWorldHint: true },
  },
  async ({ url, max_length, start_index }, { signal }) => {
    const page = await readPage(url, signal);
    const text = page.ok ? excerpt(page, { start: start_index, length: max_length }) : page.reason;
    return { content: [{ type: 'text', text }], ...(!page.ok && { isError: true }) };
  },
);

// The client is gone, so a pending read is pointless.
process.stdin.once('end', () => process.exit());

await server.connect(new StdioServerTransport());
