import type { Settings } from '@mcp-agent/core';
import type { ModelRequest } from '@mcp-agent/core/provider';
import { checkService, type Service, settingOr } from '@mcp-agent/provider-utils';
import { adviseOnForm } from './advise.ts';

const OPENAI_URL = 'https://api.openai.com/v1';

/** The model if neither the code nor the settings name one: the same as in mcp-agent. */
export const DEFAULT_MODEL = 'gpt-4o';

/** Returns the base URL from the settings or the environment, or else OpenAI's. */
export function baseUrlOf({ openai }: Settings): string {
  return settingOr(openai?.baseUrl, 'OPENAI_BASE_URL') ?? OPENAI_URL;
}

/** Returns the API key from the settings or the environment. */
export function apiKeyOf({ openai }: Settings): string | undefined {
  return settingOr(openai?.apiKey, 'OPENAI_API_KEY');
}

/**
 * Returns the OpenAI or OpenAI-compatible service for a request.
 *
 * @throws {@link ModelError} when the settings are invalid
 */
export function openAIService({ params }: ModelRequest, settings: Settings): Service {
  const key = apiKeyOf(settings);
  const service: Service = {
    provider: 'openai',
    model: params.model ?? settings.openai?.defaultModel ?? DEFAULT_MODEL,
    baseUrl: baseUrlOf(settings),
    secrets: [key ?? '', ...Object.values(settings.openai?.defaultHeaders ?? {})],
    where: {
      key: 'OPENAI_API_KEY in the environment, or openai.api_key in mcp_agent.secrets.yaml (settings: openai.apiKey)',
      address: 'openai.baseUrl (or OPENAI_BASE_URL)',
      model: 'openai.defaultModel',
    },
    advise: adviseOnForm,
  };
  checkService(service, key);
  return service;
}
