import { z } from 'zod';
import { section } from './section.ts';

/** The `azure` section: models of OpenAI and others on Azure. */
export interface AzureSettings {
  /** API key. */
  readonly apiKey?: string;
  /** URL of the resource, such as `https://name.openai.azure.com`. */
  readonly endpoint?: string;
  /** API version. Default: `2024-10-21`. */
  readonly apiVersion?: string;
  /** Deployment name. Default: the model's name. */
  readonly azureDeployment?: string;
  /** Entra ID token, instead of an API key. */
  readonly azureAdToken?: string;
  /** Scopes of credentials. Default: `https://cognitiveservices.azure.com/.default`. */
  readonly credentialScopes: readonly string[];
  /** Default model, if the code names none. */
  readonly defaultModel?: string;
}

export const azureSchema: z.ZodType<AzureSettings> = section<AzureSettings>({
  api_key: z
    .string()
    .optional()
    .meta({ description: 'The key.', 'x-env': ['AZURE_OPENAI_API_KEY', 'AZURE_AI_API_KEY'] }),
  endpoint: z
    .string()
    .optional()
    .meta({
      description:
        "The resource's address, such as `https://name.openai.azure.com`; one with `/openai/deployments/NAME` is used as it is.",
      'x-env': ['AZURE_OPENAI_ENDPOINT', 'AZURE_AI_ENDPOINT'],
    }),
  api_version: z
    .string()
    .optional()
    .meta({
      description: 'The version of the API, such as `2025-04-01-preview`. Without it `2024-10-21`.',
      'x-env': ['AZURE_OPENAI_API_VERSION', 'AZURE_AI_API_VERSION'],
    }),
  azure_deployment: z
    .string()
    .optional()
    .meta({
      description: "The deployment's name. Without it the model's.",
      'x-env': ['AZURE_OPENAI_DEPLOYMENT', 'AZURE_AI_DEPLOYMENT'],
    }),
  azure_ad_token: z
    .string()
    .optional()
    .meta({
      description: 'A token of Entra ID, in place of a key.',
      'x-env': ['AZURE_AD_TOKEN', 'AZURE_AI_AD_TOKEN'],
    }),
  credential_scopes: z
    .array(z.string())
    .default(['https://cognitiveservices.azure.com/.default'])
    .meta({ description: 'The scopes of credentials.', 'x-unused': true }),
  default_model: z
    .string()
    .optional()
    .meta({ description: 'The model, where the code names none.', 'x-env': ['AZURE_OPENAI_DEFAULT_MODEL'] }),
});
