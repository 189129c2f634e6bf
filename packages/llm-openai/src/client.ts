import type { ResourceDefinition } from '@mcp-agent/core';
import { openTransport } from '@mcp-agent/provider-utils';
import type { ClientOptions, OpenAI } from 'openai';
import { azureAccess } from './azure-service.ts';
import { apiKeyOf, baseUrlOf } from './openai-service.ts';

/** The official client, open. */
export interface OpenAIClient {
  readonly api: OpenAI;
  close(): Promise<void>;
}

/** The longest that a timer can wait: the engine's time-outs decide, not the client's. */
const NEVER_MS = 2_147_483_647;

/** Retries are the engine's, and what a service sends is nothing for the console. */
const QUIET: ClientOptions = { adminAPIKey: null, maxRetries: 0, timeout: NEVER_MS, logLevel: 'off' };

/**
 * The host's client, made on the first model call: who imports this package and never asks a model does not
 * load OpenAI's.
 */
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

/** The host's client for Azure. */
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
      // The client adds `/openai` to a resource's address; one with a path is taken to be whole.
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
