import { env } from 'node:process';
import type { ResourceDefinition } from '@mcp-agent/core';
import { CLIENT_OPTIONS, defineClients, type ServiceClients } from '@mcp-agent/provider-utils';
import type { OpenAI } from 'openai';
import { azureAccess, unversionedUrl } from './azure-service.ts';
import { openAIAccess } from './openai-service.ts';

/** The host's clients for OpenAI and compatible services. */
export const openAIClient: ResourceDefinition<ServiceClients<OpenAI>> = defineClients(
  'openai.client',
  async (all, name, fetch) => {
    const { OpenAI: Client } = await import('openai');
    const { settings, apiKey, baseUrl } = openAIAccess(paramsOf(name), all);
    const { organization, defaultHeaders } = settings;
    return new Client({
      ...CLIENT_OPTIONS,
      adminAPIKey: null,
      apiKey: apiKey ?? null,
      baseURL: baseUrl,
      ...(organization !== undefined && { organization }),
      // The client reads these from the environment, which is for OpenAI.
      ...(name !== undefined && { organization: organization ?? null, project: null }),
      defaultHeaders: { ...(name !== undefined && withoutEnvironment(bearer(apiKey))), ...defaultHeaders },
      fetch,
    });
  },
);

/** The host's clients for Azure. */
export const azureClient: ResourceDefinition<ServiceClients<OpenAI>> = defineClients(
  'azure.client',
  async (all, name, fetch) => {
    const { AzureOpenAI, OpenAI: Client } = await import('openai');
    const access = azureAccess(paramsOf(name), all);
    const { settings, endpoint, apiVersion, apiKey, token } = access;
    const baseURL = unversionedUrl(access);
    const options = {
      ...CLIENT_OPTIONS,
      adminAPIKey: null,
      organization: null,
      project: null,
      defaultHeaders: {
        ...withoutEnvironment(bearer(baseURL === undefined ? token : (token ?? apiKey))),
        ...settings.defaultHeaders,
      },
      fetch,
    };
    if (baseURL !== undefined) return new Client({ ...options, baseURL, apiKey: token ?? apiKey ?? null });
    const { azureDeployment: deployment } = settings;
    return new AzureOpenAI({
      ...options,
      apiVersion,
      // The client appends `/openai` to a resource URL; a URL with a path is used unchanged.
      ...(new URL(endpoint).pathname === '/'
        ? { endpoint, baseURL: '' }
        : { baseURL: endpoint.replace(/\/+$/, '') }),
      ...(deployment !== undefined && { deployment }),
      ...(token === undefined
        ? { ...(apiKey !== undefined && { apiKey }) }
        : { apiKey: '', azureADTokenProvider: () => Promise.resolve(token) }),
    });
  },
);

function paramsOf(service: string | undefined): { readonly params: { readonly service?: string } } {
  return { params: service === undefined ? {} : { service } };
}

/**
 * Replaces the headers in `OPENAI_CUSTOM_HEADERS`, which the client sends to any service.
 *
 * @param authorization the header of the service
 */
function withoutEnvironment(authorization: string | null): Record<string, string | null> {
  const lines = (env['OPENAI_CUSTOM_HEADERS'] ?? '').split('\n').filter((line) => line.includes(':'));
  const names = lines.map((line) => line.slice(0, line.indexOf(':')).trim());
  return Object.fromEntries(
    names.map((name) => [name, name.toLowerCase() === 'authorization' ? authorization : null]),
  );
}

function bearer(key: string | undefined): string | null {
  return key === undefined ? null : `Bearer ${key}`;
}
