import type { Settings } from '@mcp-agent/core';
import { z } from 'zod';
import { oauthFor } from './oauth.ts';
import type { ToolCall } from './workflows.ts';

const Context = z.looseObject({
  toolCalls: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.json()) })).default([]),
});

/** Returns what the suite passes to the client of the scenario. */
function context(): z.infer<typeof Context> {
  return Context.parse(JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}'));
}

/** Returns the settings of a client that the suite started; the environment names the scenario. */
export function suiteSettings(): Settings {
  const scenario = process.env['MCP_CONFORMANCE_SCENARIO'] ?? '';
  return {
    mcp: {
      servers: {
        suite: { url: process.argv.at(-1) ?? '', auth: { oauth: oauthFor(scenario, context()) } },
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

/** Returns the tool calls that the scenario asks for; most ask for none in particular. */
export function suiteCalls(): readonly ToolCall[] {
  return context().toolCalls;
}
