import { z } from 'zod';
import { type BedrockSettings, type VertexSettings, bedrockShape, vertexShape } from './cloud.ts';
import { section } from './section.ts';

/** The `anthropic` section. Keys for Bedrock and Vertex AI are read but unused. */
export interface AnthropicSettings extends VertexSettings, BedrockSettings {
  /** API key. */
  readonly apiKey?: string;
  /** Default model, if the code names none. */
  readonly defaultModel?: string;
  /** The service that hosts the model. Default: `anthropic`. */
  readonly provider: 'anthropic' | 'bedrock' | 'vertexai';
  /** Base URL of the service. Default: Anthropic's. */
  readonly baseUrl?: string;
}

export const anthropicSchema: z.ZodType<AnthropicSettings> = section<AnthropicSettings>({
  api_key: z
    .string()
    .optional()
    .meta({ description: 'The key.', 'x-env': ['ANTHROPIC_API_KEY'] }),
  default_model: z
    .string()
    .optional()
    .meta({ description: 'The model, where the code names none.', 'x-env': ['ANTHROPIC_DEFAULT_MODEL'] }),
  provider: z
    .enum(['anthropic', 'bedrock', 'vertexai'])
    .default('anthropic')
    .meta({
      description: 'Who serves the model.',
      'x-env': ['ANTHROPIC_PROVIDER'],
      'x-unused-values': ['bedrock', 'vertexai'],
    }),
  base_url: z
    .string()
    .optional()
    .meta({
      description: "The service's address. Without it Anthropic's own.",
      'x-env': ['ANTHROPIC_BASE_URL'],
    }),
  ...vertexShape,
  ...bedrockShape,
});
