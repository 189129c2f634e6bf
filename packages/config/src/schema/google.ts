import { z } from 'zod';
import { type VertexSettings, vertexShape } from './cloud.ts';
import { section } from './section.ts';

/** The `google` section: Gemini, directly or on Vertex AI. */
export interface GoogleSettings extends VertexSettings {
  /** API key. */
  readonly apiKey?: string;
  /** Whether to use the model on Vertex AI. Default: false. */
  readonly vertexai: boolean;
  /** Default model, if the code names none. */
  readonly defaultModel?: string;
}

export const googleSchema: z.ZodType<GoogleSettings> = section<GoogleSettings>({
  api_key: z
    .string()
    .optional()
    .meta({ description: 'The key.', 'x-env': ['GOOGLE_API_KEY', 'GEMINI_API_KEY'] }),
  vertexai: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether Vertex AI serves the model.', 'x-env': ['GOOGLE_VERTEXAI'] }),
  default_model: z
    .string()
    .optional()
    .meta({ description: 'The model, where the code names none.', 'x-env': ['GOOGLE_DEFAULT_MODEL'] }),
  ...vertexShape,
});
