import type { ResourceDefinition, Settings } from '@mcp-agent/core';
import { openTransport } from './transport.ts';

/**
 * Options for an official client. The engine retries and sets timeouts, so the timeout is the longest delay of a
 * Node.js timer. Responses must not be logged to the console.
 */
export const CLIENT_OPTIONS = { maxRetries: 0, timeout: 2_147_483_647, logLevel: 'off' } as const;

/** The official clients of a provider, one for each service, and their connections. */
export interface ServiceClients<Api> {
  /**
   * Returns the client of a service. It is created on the first call.
   *
   * @param service the name in `services`; `undefined` for the provider's own section
   */
  of(service: string | undefined): Promise<Api>;
  close(): Promise<void>;
}

/**
 * Defines the official clients of a provider as a resource of the host.
 *
 * @param create imports and creates the client of a service, which must send its requests with `fetch`
 */
export function defineClients<Api>(
  name: string,
  create: (settings: Settings, service: string | undefined, fetch: typeof globalThis.fetch) => Promise<Api>,
): ResourceDefinition<ServiceClients<Api>> {
  return {
    name,
    open: async (settings) => {
      const transport = await openTransport();
      const clients = new Map<string | undefined, Promise<Api>>();
      return {
        of: (service) => {
          const known = clients.get(service) ?? create(settings, service, transport.fetch);
          clients.set(service, known);
          known.catch(() => clients.delete(service));
          return known;
        },
        close: () => transport.close(),
      };
    },
    close: (clients) => clients.close(),
  };
}
