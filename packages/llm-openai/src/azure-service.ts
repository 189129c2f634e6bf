import type { Settings } from '@mcp-agent/core';
import type { ModelRequest } from '@mcp-agent/core/provider';
import { checkService, nonEmpty, type Service, settingOr } from '@mcp-agent/provider-utils';
import { adviseOnForm } from './advise.ts';
import { DEFAULT_MODEL } from './openai-service.ts';

/** The latest API version that is not a preview. Newer versions are at `/openai/v1`, without a version. */
const API_VERSION = '2024-10-21';

/** Connection settings for Azure. */
export interface AzureAccess {
  readonly endpoint: string;
  readonly apiVersion: string;
  readonly apiKey: string | undefined;
  /** Entra ID token; takes precedence over the API key. */
  readonly token: string | undefined;
}

/** Returns the connection settings for Azure from the settings and the environment. */
export function azureAccess({ azure }: Settings): AzureAccess {
  return {
    endpoint: settingOr(azure?.endpoint, 'AZURE_OPENAI_ENDPOINT') ?? '',
    apiVersion: settingOr(azure?.apiVersion, 'OPENAI_API_VERSION') ?? API_VERSION,
    apiKey: settingOr(azure?.apiKey, 'AZURE_OPENAI_API_KEY'),
    token: nonEmpty(azure?.azureAdToken),
  };
}

/**
 * Returns the Azure service for a request.
 *
 * @throws {@link ModelError} when the settings are invalid
 */
export function azureService({ params }: ModelRequest, settings: Settings): Service {
  const { azure } = settings;
  const { endpoint, apiKey, token } = azureAccess(settings);
  const service: Service = {
    provider: 'azure',
    model: params.model ?? azure?.defaultModel ?? azure?.azureDeployment ?? DEFAULT_MODEL,
    baseUrl: endpoint,
    secrets: [token ?? apiKey ?? '', ...(apiKey === undefined ? [] : [apiKey])],
    where: {
      key: 'AZURE_OPENAI_API_KEY in the environment, or azure.api_key or azure.azure_ad_token in mcp_agent.secrets.yaml',
      address: 'azure.endpoint (or AZURE_OPENAI_ENDPOINT)',
      model: 'azure.azureDeployment',
    },
    advise: adviseOnForm,
  };
  checkService(service, token ?? apiKey);
  return service;
}
