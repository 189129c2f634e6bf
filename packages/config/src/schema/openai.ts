import { z } from 'zod';
import type { ReasoningEffort } from '@mcp-agent/core/provider';
import { section } from './section.ts';

/** The section `openai`: OpenAI, or a service that speaks its protocol. */
export interface OpenAISettings {
  /** The key. */
  readonly apiKey?: string;
  /** The service's address. Without it OpenAI's own. */
  readonly baseUrl?: string;
  /** How the service is spoken to. Default `chat`, which is Chat Completions. */
  readonly api?: 'chat' | 'responses';
  /** The model, where the code names none. */
  readonly defaultModel?: string;
  /** How long a reasoning model thinks. Without it the service decides. */
  readonly reasoningEffort?: ReasoningEffort;
  /** The end user that requests are made for. */
  readonly user?: string;
  /** HTTP headers of every request. */
  readonly defaultHeaders?: Readonly<Record<string, string>>;
  /** The organization that requests are counted for. */
  readonly organization?: string;
}

/** The section `lm_studio`: LM Studio on this machine, which speaks OpenAI's protocol. */
export interface LmStudioSettings extends Omit<OpenAISettings, 'api'> {
  /** LM Studio asks for none. Default `lm-studio`. */
  readonly apiKey: string;
  /** Where LM Studio listens. Default `http://localhost:1234/v1`. */
  readonly baseUrl: string;
}

const reasoningEffort = z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).optional();
const reasoningEffortText = 'How long a reasoning model thinks. Without it the service decides.';
const userSchema = z.string().optional().describe('The end user that requests are made for.');
const organizationSchema = z.string().optional().describe('The organization that requests are counted for.');

const headersSchema = z.record(z.string(), z.string()).optional().describe('HTTP headers of every request.');
const modelText = 'The model, where the code names none.';

export const openaiSchema: z.ZodType<OpenAISettings> = section<OpenAISettings>({
  api_key: z
    .string()
    .optional()
    .meta({ description: 'The key.', 'x-env': ['OPENAI_API_KEY'] }),
  base_url: z
    .string()
    .optional()
    .meta({ description: "The service's address. Without it OpenAI's own.", 'x-env': ['OPENAI_BASE_URL'] }),
  api: z
    .enum(['chat', 'responses'])
    .optional()
    .describe(
      'How the service is spoken to: `chat` is Chat Completions, which others speak as well; `responses` is for OpenAI itself. Without it `chat`.',
    ),
  default_model: z
    .string()
    .optional()
    .meta({ description: modelText, 'x-env': ['OPENAI_DEFAULT_MODEL'] }),
  reasoning_effort: reasoningEffort.meta({
    description: reasoningEffortText,
    'x-env': ['OPENAI_REASONING_EFFORT'],
  }),
  user: userSchema,
  default_headers: headersSchema,
  organization: organizationSchema,
});

export const lmStudioSchema: z.ZodType<LmStudioSettings> = section<LmStudioSettings>({
  api_key: z
    .string()
    .default('lm-studio')
    .meta({ description: 'LM Studio asks for none.', 'x-env': ['LM_STUDIO_API_KEY'] }),
  base_url: z
    .string()
    .default('http://localhost:1234/v1')
    .meta({ description: 'Where LM Studio listens.', 'x-env': ['LM_STUDIO_BASE_URL'] }),
  default_model: z
    .string()
    .optional()
    .meta({ description: modelText, 'x-env': ['LM_STUDIO_DEFAULT_MODEL'] }),
  reasoning_effort: reasoningEffort.describe(reasoningEffortText),
  user: userSchema,
  default_headers: headersSchema,
  organization: organizationSchema,
});
