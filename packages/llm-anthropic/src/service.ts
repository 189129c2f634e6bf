import type { Anthropic } from '@anthropic-ai/sdk';
import type { ResourceDefinition, Settings } from '@mcp-agent/core';
import type { ModelRequest } from '@mcp-agent/core/provider';
import {
  checkService,
  CLIENT_OPTIONS,
  defineClients,
  type Service,
  type ServiceClients,
  settingOr,
} from '@mcp-agent/provider-utils';

/** The model if neither the code nor the settings name one. */
const DEFAULT_MODEL = 'claude-sonnet-5-5';

const keyOf = ({ anthropic }: Settings): string | undefined =>
  settingOr(anthropic?.apiKey, 'ANTHROPIC_API_KEY');

const baseUrlOf = ({ anthropic }: Settings): string =>
  settingOr(anthropic?.baseUrl, 'ANTHROPIC_BASE_URL') ?? 'https://api.anthropic.com';

/**
 * Returns the service for a request.
 *
 * @throws {@link ModelError} when the settings are invalid
 */
export function anthropicService({ params }: ModelRequest, settings: Settings): Service {
  const service: Service = {
    provider: 'anthropic',
    model: params.model ?? settings.anthropic?.defaultModel ?? DEFAULT_MODEL,
    baseUrl: baseUrlOf(settings),
    secrets: [keyOf(settings) ?? ''],
    where: {
      key: 'ANTHROPIC_API_KEY in the environment, or anthropic.api_key in mcp_agent.secrets.yaml (settings: anthropic.apiKey)',
      address: 'anthropic.baseUrl (or ANTHROPIC_BASE_URL)',
      model: 'anthropic.defaultModel',
    },
    advise: (message) =>
      /output_config|thinking|effort/.test(message)
        ? 'Use a newer model, or omit reasoningEffort. Without a schema (generateStr), any model works.'
        : undefined,
  };
  checkService(service, keyOf(settings));
  return service;
}

/** The host's client for Anthropic. */
export const anthropicClient: ResourceDefinition<ServiceClients<Anthropic>> = defineClients(
  'anthropic.client',
  async (settings, _service, fetch) => {
    const { Anthropic: Client } = await import('@anthropic-ai/sdk');
    return new Client({
      ...CLIENT_OPTIONS,
      apiKey: keyOf(settings) ?? null,
      authToken: null,
      baseURL: baseUrlOf(settings),
      fetch,
    });
  },
);
