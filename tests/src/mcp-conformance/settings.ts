import type { Settings } from '@mcp-agent/core';
import { oauthFor } from './oauth.ts';

/** Returns the settings of a client that the suite started; the environment names the scenario. */
export function suiteSettings(): Settings {
  const scenario = process.env['MCP_CONFORMANCE_SCENARIO'] ?? '';
  const context: unknown = JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}');
  return {
    mcp: {
      servers: {
        suite: { url: process.argv.at(-1) ?? '', auth: { oauth: oauthFor(scenario, context) } },
      },
    },
    // A person who consents to everything: follows the link and its redirects.
    oauth: {
      authorize: async ({ url }) => {
        const answer = await fetch(url, { redirect: 'manual' });
        return answer.headers.get('location') ?? '';
      },
    },
  };
}
