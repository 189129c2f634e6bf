import type { ResourceDefinition } from '@mcp-agent/core';
import { CLIENT_OPTIONS, defineClients, type ServiceClients } from '@mcp-agent/provider-utils';
import type { OpenAI } from 'openai';
import { azureAccess } from './azure-service.ts';
import { apiKeyOf, baseUrlOf } from './openai-service.ts';

/** The host's client for OpenAI. */
export const openAIClient: ResourceDefinition<ServiceClients<OpenAI>> = defineClients(
  'openai.client',
  async (settings, _service, fetch) => {
    const { OpenAI: Client } = await import('openai');
    const { organization, defaultHeaders } = settings.openai ?? {};
    return new Client({
      ...CLIENT_OPTIONS,
      adminAPIKey: null,
      apiKey: apiKeyOf(settings) ?? null,
      baseURL: baseUrlOf(settings),
      ...(organization !== undefined && { organization }),
      ...(defaultHeaders !== undefined && { defaultHeaders }),
      fetch,
    });
  },
);

/** The host's client for Azure. */
export const azureClient: ResourceDefinition<ServiceClients<OpenAI>> = defineClients(
  'azure.client',
  async (settings, _service, fetch) => {
    const { AzureOpenAI } = await import('openai');
    const { endpoint, apiVersion, apiKey, token } = azureAccess(settings);
    const deployment = settings.azure?.azureDeployment;
    return new AzureOpenAI({
      ...CLIENT_OPTIONS,
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
      fetch,
    });
  },
);
