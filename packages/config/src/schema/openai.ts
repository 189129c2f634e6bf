import { z } from 'zod';
import type { ReasoningEffort } from '@mcp-agent/core/provider';
import { section } from './section.ts';

/** The `openai` section: OpenAI, or a service with an OpenAI-compatible API. */
export interface OpenAISettings {
  /** API key. */
  readonly apiKey?: string;
  /** Base URL of the service. Default: OpenAI's. */
  readonly baseUrl?: string;
  /** API to use: `chat` for Chat Completions, or `responses`. Default: `chat`. */
  readonly api?: 'chat' | 'responses';
  /** Default model, if the code names none. */
  readonly defaultModel?: string;
  /** Reasoning effort of reasoning models. Default: the service decides. */
  readonly reasoningEffort?: ReasoningEffort;
  /** Identifier of the end user. */
  readonly user?: string;
  /** HTTP headers sent with every request. */
  readonly defaultHeaders?: Readonly<Record<string, string>>;
  /** Organization to which usage is attributed. */
  readonly organization?: string;
}

/** The `lm_studio` section: LM Studio on this machine, which has an OpenAI-compatible API. */
export interface LmStudioSettings extends Omit<OpenAISettings, 'api'> {
  /** API key. LM Studio does not check it. Default: `lm-studio`. */
  readonly apiKey: string;
  /** Base URL of LM Studio. Default: `http://localhost:1234/v1`. */
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
