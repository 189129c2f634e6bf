import type { ResourceDefinition } from '@mcp-agent/core';
import { ModelError, NotInstalledError } from '@mcp-agent/core/errors';
import { defineClients, nonEmpty, type ServiceClients } from '@mcp-agent/provider-utils';
import { PROVIDER } from '../augmented-llm.ts';
import type { AISDKSettings } from '../settings.ts';
import { PackageProblem, providerFactory } from './provider-factory.ts';
import { exchangeFetch } from './wire.ts';

/** The providers of the AI SDK that services in the settings name, one for each service. */
export const providers: ResourceDefinition<ServiceClients<unknown>> = defineClients(
  'ai-sdk.providers',
  async ({ services = {} }, service = '', fetch) => {
    const section = services[service];
    if (section?.provider !== PROVIDER) throw new Error(`Service "${service}" is not configured.`);
    try {
      const path = `services.${service}`;
      const [name, create] = await providerFactory(section.package, section.factory, path);
      return create({
        // This package requires a name for its errors and options.
        ...(name === 'createOpenAICompatible' && { name: service }),
        ...connection(section),
        fetch: exchangeFetch(fetch),
        ...section.options,
      });
    } catch (cause) {
      if (!(cause instanceof PackageProblem) && !NotInstalledError.isInstance(cause)) throw cause;
      const model = section.defaultModel ?? '';
      throw new ModelError(cause.message, { provider: PROVIDER, model, nonRetryable: true, cause });
    }
  },
);

function connection(section: AISDKSettings): Readonly<Record<string, unknown>> {
  const apiKey = nonEmpty(section.apiKey);
  const baseURL = nonEmpty(section.baseUrl);
  return {
    // Without a key, packages read one from a variable of their own, which another address must not receive.
    ...(apiKey !== undefined ? { apiKey } : baseURL !== undefined && { apiKey: '' }),
    ...(baseURL !== undefined && { baseURL }),
    ...(section.defaultHeaders !== undefined && { headers: { ...section.defaultHeaders } }),
  };
}
