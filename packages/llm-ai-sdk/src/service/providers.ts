import type { ResourceDefinition } from '@mcp-agent/core';
import { ModelError, NotInstalledError } from '@mcp-agent/core/errors';
import { redactor } from '@mcp-agent/core/host';
import { messageOf } from '@mcp-agent/core/provider';
import { defineClients, nonEmpty, type ServiceClients } from '@mcp-agent/provider-utils';
import { PROVIDER } from '../augmented-llm.ts';
import type { AISDKSettings } from '../settings.ts';
import { PackageProblem, providerFactory } from './provider-factory.ts';
import { secretsIn } from './secrets-in.ts';
import { exchangeFetch } from './wire.ts';

/** The providers of the AI SDK that services in the settings name, one for each service. */
export const providers: ResourceDefinition<ServiceClients<unknown>> = defineClients(
  'ai-sdk.providers',
  async ({ services = {} }, service = '', fetch) => {
    const section = services[service];
    if (section?.provider !== PROVIDER) throw new Error(`Service "${service}" is not configured.`);
    const path = `services.${service}`;
    const fail = (message: string, cause?: unknown): ModelError =>
      new ModelError(message, {
        provider: PROVIDER,
        model: section.defaultModel ?? '',
        nonRetryable: true,
        ...(cause !== undefined && { cause }),
      });
    const [name, create] = await providerFactory(section.package, section.factory, path).catch(
      (cause: unknown) => {
        const isKnown = cause instanceof PackageProblem || NotInstalledError.isInstance(cause);
        throw isKnown ? fail(cause.message, cause) : cause;
      },
    );
    try {
      return create({
        // This package requires a name for its errors and options.
        ...(name === 'createOpenAICompatible' && { name: service }),
        ...connection(section),
        fetch: exchangeFetch(fetch),
        ...section.options,
      });
    } catch (cause) {
      throw fail(cannotCreate('a provider', section, path, cause));
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

/**
 * Returns why a package cannot create a provider or a model, and what to do. The error of the package must not be the
 * cause: its message could have a secret.
 */
export function cannotCreate(what: string, section: AISDKSettings, path: string, error: unknown): string {
  const secrets = [section.apiKey ?? '', ...secretsIn(section.options)];
  return (
    `The package ${section.package} of ${path} cannot create ${what}: ${redactor(secrets).redact(messageOf(error))}\n` +
    `Set what it needs in ${path}.options, in the form of the package, or in its environment variable.`
  );
}
