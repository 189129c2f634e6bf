import type { Settings } from '@mcp-agent/core';
import type { ModelRequest } from '@mcp-agent/core/provider';
import {
  nonEmpty,
  serviceSection,
  type ServiceSection,
  settingOr,
  describeService,
} from '@mcp-agent/provider-utils';
import type { AzureSettings } from './settings.ts';
import { modelOf, type Target, targetOf } from './target.ts';

/** The latest API version that is not a preview. Newer versions are at `/openai/v1`, without a version. */
const API_VERSION = '2024-10-21';

/** How to reach Azure. */
export interface AzureAccess extends ServiceSection<AzureSettings> {
  readonly endpoint: string;
  readonly apiVersion: string;
  readonly apiKey: string | undefined;
  /** Entra ID token; takes precedence over the API key. */
  readonly token: string | undefined;
}

/**
 * Returns how to reach Azure, or a named service on it. The environment variables are only for the section `azure`.
 *
 * @throws {@link ModelError} when the settings have no such service
 */
export function azureAccess(request: Pick<ModelRequest, 'params'>, all: Settings): AzureAccess {
  const section = serviceSection<AzureSettings>('azure', all.azure ?? {}, request, all);
  const { name, settings } = section;
  const read = (setting: string | undefined, variable: string): string | undefined =>
    name === undefined ? settingOr(setting, variable) : nonEmpty(setting);
  return {
    ...section,
    endpoint: read(settings.endpoint ?? settings.baseUrl, 'AZURE_OPENAI_ENDPOINT') ?? '',
    apiVersion: read(settings.apiVersion, 'OPENAI_API_VERSION') ?? API_VERSION,
    apiKey: read(settings.apiKey, 'AZURE_OPENAI_API_KEY'),
    token: nonEmpty(settings.azureAdToken),
  };
}

/** Returns the URL of Azure's API without versions, if the settings use it. Only it has Responses. */
export function unversionedUrl({ endpoint, settings }: AzureAccess): string | undefined {
  const address = endpoint.replace(/\/+$/, '');
  if (address.endsWith('/openai/v1')) return address;
  return settings.api === 'responses' && URL.canParse(address)
    ? `${new URL(address).origin}/openai/v1`
    : undefined;
}

/**
 * Returns the Azure service for a request.
 *
 * @throws {@link ModelError} when the settings are invalid
 */
export function azureTarget(request: ModelRequest, all: Settings): Target {
  const access = azureAccess(request, all);
  const { name, settings, path, endpoint, apiKey, token } = access;
  const deployment = nonEmpty(settings.defaultModel) ?? nonEmpty(settings.azureDeployment);
  const choice = { api: settings.api, profile: settings.profile ?? 'azure' };
  const model = modelOf(nonEmpty(request.params.model) ?? deployment, 'azure', path, endpoint, choice);
  const service = describeService('azure', access, {
    model,
    baseUrl: endpoint,
    key: apiKey,
    headers: request.params.extraHeaders,
    variables: { key: 'AZURE_OPENAI_API_KEY', address: 'AZURE_OPENAI_ENDPOINT' },
  });
  const { where, secrets } = service;
  return targetOf(
    {
      service: {
        ...service,
        secrets: [...secrets, token ?? ''],
        where: {
          ...where,
          key: `${where.key}, or ${path}.azure_ad_token`,
          address: where.address.replace('baseUrl', 'endpoint'),
          model: `${path}.azureDeployment`,
        },
      },
      request,
      path,
      name,
    },
    token ?? apiKey,
    settings,
    choice,
  );
}
