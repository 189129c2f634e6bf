import type { Settings } from '@mcp-agent/core';
import type { ModelRequest } from '@mcp-agent/core/provider';
import {
  nonEmpty,
  serviceSection,
  type ServiceSection,
  settingOr,
  describeService,
} from '@mcp-agent/provider-utils';
import type { OpenAISettings } from './settings.ts';
import { modelOf, type Target, targetOf } from './target.ts';

const OPENAI_URL = 'https://api.openai.com/v1';

/** How to reach a service. */
export interface OpenAIAccess extends ServiceSection<OpenAISettings> {
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
}

/**
 * Returns how to reach OpenAI, or a named service. The environment variables of OpenAI are only for the section
 * `openai`: another service must not receive its key.
 *
 * @throws {@link ModelError} when the settings have no such service
 */
export function openAIAccess(request: Pick<ModelRequest, 'params'>, all: Settings): OpenAIAccess {
  const section = serviceSection<OpenAISettings>('openai', all.openai ?? {}, request, all);
  const { name, settings } = section;
  if (name !== undefined) {
    return {
      ...section,
      apiKey: nonEmpty(settings.apiKey),
      baseUrl: nonEmpty(settings.baseUrl) ?? OPENAI_URL,
    };
  }
  return {
    ...section,
    apiKey: settingOr(settings.apiKey, 'OPENAI_API_KEY'),
    baseUrl: settingOr(settings.baseUrl, 'OPENAI_BASE_URL') ?? OPENAI_URL,
  };
}

/**
 * Returns the service that a request names, or OpenAI.
 *
 * @throws {@link ModelError} when the settings are invalid
 */
export function openAITarget(request: ModelRequest, all: Settings): Target {
  const access = openAIAccess(request, all);
  const { name, settings, path, apiKey, baseUrl } = access;
  const named = nonEmpty(request.params.model) ?? nonEmpty(settings.defaultModel);
  const model = modelOf(named, 'openai', path, baseUrl, settings);
  return targetOf(
    {
      service: describeService('openai', access, {
        model,
        baseUrl,
        key: apiKey,
        headers: request.params.extraHeaders,
        variables: { key: 'OPENAI_API_KEY', address: 'OPENAI_BASE_URL' },
      }),
      request,
      path,
      name,
    },
    apiKey,
    settings,
    settings,
  );
}
