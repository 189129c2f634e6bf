import type { ResourceDefinition, Settings } from '@mcp-agent/core';
import { openTransport } from './transport.ts';

/**
 * Options for an official client. The engine retries and sets timeouts, so the timeout is the longest delay of a
 * Node.js timer. Responses must not be logged to the console.
 */
export const CLIENT_OPTIONS = { maxRetries: 0, timeout: 2_147_483_647, logLevel: 'off' } as const;

/** An official client and its connections. */
export interface OpenedClient<Api> {
  readonly api: Api;
  close(): Promise<void>;
}

/**
 * Defines an official client as a resource of the host, created on the first model call.
 *
 * @param create imports and creates the client, which must send its requests with `fetch`
 */
export function defineClient<Api>(
  name: string,
  create: (settings: Settings, fetch: typeof globalThis.fetch) => Promise<Api>,
): ResourceDefinition<OpenedClient<Api>> {
  return {
    name,
    open: async (settings) => {
      const transport = await openTransport();
      return { api: await create(settings, transport.fetch), close: () => transport.close() };
    },
    close: (client) => client.close(),
  };
}
