// The client that the official suite starts, once for each scenario: `node client.ts <server's URL>`.
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { oauthFor } from './oauth.ts';
import { useServer } from './workflows.ts';

const scenario = process.env['MCP_CONFORMANCE_SCENARIO'] ?? '';
const context: unknown = JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}');

await using executor = new AsyncioExecutor({
  mcp: {
    servers: {
      suite: { url: process.argv.at(-1) ?? '', auth: { oauth: oauthFor(scenario, context) } },
    },
  },
  // A person who agrees to everything: follows the link to where it leads.
  oauth: {
    authorize: async ({ url }) => {
      const answer = await fetch(url, { redirect: 'manual' });
      return answer.headers.get('location') ?? '';
    },
  },
});
console.log(JSON.stringify(await executor.executeWorkflow(useServer, undefined)));
