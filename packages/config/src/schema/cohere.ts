import { z } from 'zod';
import { section } from './section.ts';

/** The section `cohere`. */
export interface CohereSettings {
  /** The key. */
  readonly apiKey?: string;
}

export const cohereSchema: z.ZodType<CohereSettings> = section<CohereSettings>({
  api_key: z
    .string()
    .optional()
    .meta({ description: 'The key.', 'x-env': ['COHERE_API_KEY'] }),
});
