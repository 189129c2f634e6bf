import { z } from 'zod';
import { section } from './section.ts';

/** The `cohere` section. */
export interface CohereSettings {
  /** API key. */
  readonly apiKey?: string;
}

export const cohereSchema: z.ZodType<CohereSettings> = section<CohereSettings>({
  api_key: z
    .string()
    .optional()
    .meta({ description: 'The key.', 'x-env': ['COHERE_API_KEY'] }),
});
