import type { ResourceDefinition } from '@mcp-agent/core';
import { openTransport } from '@mcp-agent/provider-utils';
import type { ClientOptions, OpenAI } from 'openai';
import { azureAccess } from './azure-service.ts';
import { apiKeyOf, baseUrlOf } from './openai-service.ts';

/** The official client and its connections. */
export interface OpenAIClient {
  readonly api: OpenAI;
  close(): Promise<void>;
}

/** The longest delay of a Node.js timer, in milliseconds: the engine sets timeouts, not the client. */
const NEVER_MS = 2_147_483_647;

/** The engine retries, and responses must not be logged to the console. */
const QUIET: ClientOptions = { adminAPIKey: null, maxRetries: 0, timeout: NEVER_MS, logLevel: 'off' };

/** The host's client, created on the first model call, so that importing this package does not load OpenAI's. */
export const openAIClient: ResourceDefinition<OpenAIClient> = {
  name: 'openai.client',
  open: async (settings) => {
    const [{ OpenAI }, transport] = await Promise.all([import('openai'), openTransport()]);
    const { organization, defaultHeaders } = settings.openai ?? {};
    const api = new OpenAI({
      ...QUIET,
      apiKey: apiKeyOf(settings) ?? null,
      baseURL: baseUrlOf(settings),
      ...(organization !== undefined && { organization }),
      ...(defaultHeaders !== undefined && { defaultHeaders }),
      fetch: transport.fetch,
    });
    return { api, close: () => transport.close() };
  },
  close: (client) => client.close(),
};

/** The host's client for Azure, created on the first model call. */
export const azureClient: ResourceDefinition<OpenAIClient> = {
  name: 'azure.client',
  open: async (settings) => {
    const [{ AzureOpenAI }, transport] = await Promise.all([import('openai'), openTransport()]);
    const { endpoint, apiVersion, apiKey, token } = azureAccess(settings);
    const deployment = settings.azure?.azureDeployment;
    const api = new AzureOpenAI({
      maxRetries: 0,
      timeout: NEVER_MS,
      logLevel: 'off',
      adminAPIKey: null,
      organization: null,
      apiVersion,
      // The client appends `/openai` to a resource URL; a URL with a path is used unchanged.
      ...(new URL(endpoint).pathname === '/'
        ? { endpoint, baseURL: '' }
        : { baseURL: endpoint.replace(/\/+$/, '') }),
      ...(deployment !== undefined && { deployment }),
      ...(token === undefined
        ? { ...(apiKey !== undefined && { apiKey }) }
        : { apiKey: '', azureADTokenProvider: () => Promise.resolve(token) }),
      fetch: transport.fetch,
    });
    return { api, close: () => transport.close() };
  },
  close: (client) => client.close(),
};
