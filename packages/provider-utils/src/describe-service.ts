import type { ModelServiceSettings } from '@mcp-agent/core';
import type { Service } from './service.ts';
import type { ServiceSection } from './service-settings.ts';

/** What a provider knows of a service in addition to its section of the settings. */
interface Known extends Pick<Service, 'model' | 'baseUrl' | 'advise'> {
  readonly key: string | undefined;
  /** Headers of the request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The environment variables of the provider's own section. */
  readonly variables?: { readonly key: string; readonly address: string };
}

/** Describes a service for its errors: where its settings are, its secrets, and the limit of its retry delays. */
export function describeService(
  provider: string,
  { name, path, settings }: ServiceSection<ModelServiceSettings>,
  { key, headers, variables, ...known }: Known,
): Service {
  const { defaultHeaders = {}, maxRetryDelaySeconds } = settings;
  const inEnvironment =
    name === undefined && variables !== undefined
      ? { key: `${variables.key} in the environment, or `, address: ` (or ${variables.address})` }
      : { key: '', address: '' };
  return {
    provider,
    ...known,
    ...(name !== undefined && { name }),
    secrets: [key ?? '', ...[defaultHeaders, headers ?? {}].flatMap((all) => Object.values(all))],
    where: {
      key: `${inEnvironment.key}${path}.api_key in mcp_agent.secrets.yaml (settings: ${path}.apiKey)`,
      address: `${path}.baseUrl${inEnvironment.address}`,
      model: `${path}.defaultModel`,
      retryDelay: `${path}.maxRetryDelaySeconds`,
    },
    ...(maxRetryDelaySeconds !== undefined && { maxRetryDelayMs: maxRetryDelaySeconds * 1_000 }),
  };
}
