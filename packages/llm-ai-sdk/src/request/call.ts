import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4ToolChoice,
} from '@ai-sdk/provider';
import type { JsonObject, StructuredMode, ToolChoice } from '@mcp-agent/core';
import type { ModelRequest } from '@mcp-agent/core/provider';
import { legalTool } from '@mcp-agent/provider-utils';
import { specialOptions } from './provider-options.ts';
import { type Media, toPrompt } from './prompt.ts';
import { toProviderTool } from './service-tools.ts';

/** Providers whose services enforce a JSON Schema. */
const ENFORCES_SCHEMA = /anthropic|azure|^(?:cohere|google|groq|mistral|openai|vertex|xai)(?:\.|$)/;

/** Returns how a model is asked for a structured answer if the request does not say it. */
export function structuredModeOf(model: LanguageModelV4): StructuredMode {
  // Models of OpenAI-compatible services have this property.
  const isSupported = 'supportsStructuredOutputs' in model && model.supportsStructuredOutputs === true;
  return isSupported || ENFORCES_SCHEMA.test(model.provider) ? 'schema' : 'json';
}

/** A call, and why it cannot be made in part. */
export interface ModelCallOptions {
  readonly call: LanguageModelV4CallOptions;
  readonly faults: readonly string[];
}

/** Converts a request. */
export async function toCall(
  request: ModelRequest,
  model: LanguageModelV4,
  {
    mode,
    media,
    own,
  }: {
    readonly mode: StructuredMode;
    readonly media: Media;
    /** Options of the provider from the settings. */
    readonly own: Readonly<Record<string, JsonObject>> | undefined;
  },
): Promise<ModelCallOptions> {
  const { messages, tools, params, output } = request;
  const { options, unsupported } = specialOptions(model, request, own);
  const asked = (params.serviceTools ?? []).map((tool) => toProviderTool(tool, model));
  const serviceTools = asked.filter((tool) => typeof tool !== 'string');
  const functions = tools.map(({ name, tool }) => {
    const { schema: inputSchema, ...rest } = legalTool(tool);
    return {
      type: 'function' as const,
      name,
      ...rest,
      inputSchema,
      ...(params.strict !== undefined && { strict: params.strict }),
    };
  });
  const all = [...functions, ...serviceTools];
  const { maxTokens, stopSequences = [], temperature, topP, topK, seed } = params;
  const { presencePenalty, frequencyPenalty, reasoningEffort, extraHeaders } = params;
  return {
    faults: [
      ...unsupported.map(
        (name) =>
          `the AI SDK provider "${model.provider}" has no option for ${name}.\nOmit it, or set it in providerOptions of the service in the form of the provider.`,
      ),
      ...asked.filter((tool) => typeof tool === 'string'),
    ],
    call: {
      prompt: toPrompt(messages, { model, urls: await model.supportedUrls, media }),
      ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
      ...(stopSequences.length > 0 && { stopSequences: [...stopSequences] }),
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { topP }),
      ...(topK !== undefined && { topK }),
      ...(seed !== undefined && { seed }),
      ...(presencePenalty !== undefined && { presencePenalty }),
      ...(frequencyPenalty !== undefined && { frequencyPenalty }),
      ...(reasoningEffort !== undefined && { reasoning: reasoningEffort }),
      ...(all.length > 0 && { tools: all, toolChoice: toToolChoice(params.toolChoice) }),
      ...(output !== undefined &&
        mode !== 'prompt' && {
          responseFormat: {
            type: 'json' as const,
            ...(mode === 'schema' && { schema: output.schema, name: output.name }),
          },
        }),
      ...(extraHeaders !== undefined && { headers: { ...extraHeaders } }),
      ...(Object.keys(options).length > 0 && { providerOptions: options }),
    },
  };
}

function toToolChoice(choice: ToolChoice = 'auto'): LanguageModelV4ToolChoice {
  return typeof choice === 'string' ? { type: choice } : { type: 'tool', toolName: choice.tool };
}
