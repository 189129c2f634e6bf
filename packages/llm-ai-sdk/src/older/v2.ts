import type {
  LanguageModelV2,
  LanguageModelV2CallOptions,
  LanguageModelV2CallWarning,
  LanguageModelV2Content,
  LanguageModelV2FinishReason,
  LanguageModelV2Usage,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4ToolResult,
  LanguageModelV4Usage,
  SharedV4Warning,
} from '@ai-sdk/provider';
import { toJson } from '@mcp-agent/core/engine';
import { olderOptions, toV2Prompt } from './prompt.ts';
import { fromFile, reasoningWarning } from './v3.ts';

type LanguageModelV2ToolResult = Extract<LanguageModelV2Content, { type: 'tool-result' }>;

/** Returns a model of version 2 as one of version 4. */
export function fromV2(model: LanguageModelV2): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    doGenerate: async (options) => {
      const { content, finishReason, usage, warnings, ...result } = await model.doGenerate(
        toV2Options(options),
      );
      return {
        ...result,
        content: content.map(fromContent),
        finishReason: fromReason(finishReason),
        usage: fromUsage(usage),
        warnings: [...warnings.map(fromWarning), ...reasoningWarning(options)],
      };
    },
    doStream: async (options) => {
      const { stream, ...result } = await model.doStream(toV2Options(options));
      const unsupported = reasoningWarning(options);
      return {
        ...result,
        stream: stream.pipeThrough(
          new TransformStream({
            transform: (part, controller) => {
              if (part.type === 'stream-start') {
                controller.enqueue({
                  ...part,
                  warnings: [...part.warnings.map(fromWarning), ...unsupported],
                });
              } else if (part.type === 'finish') {
                const { finishReason, usage, ...finish } = part;
                controller.enqueue({
                  ...finish,
                  finishReason: fromReason(finishReason),
                  usage: fromUsage(usage),
                });
              } else if (part.type === 'file') controller.enqueue(fromFile(part));
              else if (part.type === 'tool-result') controller.enqueue(fromResult(part));
              else controller.enqueue(part);
            },
          }),
        ),
      };
    },
  };
}

function toV2Options({
  reasoning: _reasoning,
  tools,
  ...options
}: LanguageModelV4CallOptions): LanguageModelV2CallOptions {
  return {
    ...options,
    ...olderOptions(options),
    prompt: toV2Prompt(options.prompt),
    ...(tools !== undefined && {
      tools: tools.map((tool) =>
        tool.type === 'provider'
          ? { ...tool, type: 'provider-defined' as const }
          : { ...tool, ...olderOptions(tool) },
      ),
    }),
  };
}

function fromContent(part: LanguageModelV2Content): LanguageModelV4Content {
  if (part.type === 'file') return fromFile(part);
  return part.type === 'tool-result' ? fromResult(part) : part;
}

function fromResult({ result, ...part }: LanguageModelV2ToolResult): LanguageModelV4ToolResult {
  return { ...part, result: toJson(result, 'result') ?? '' };
}

function fromReason(reason: LanguageModelV2FinishReason): LanguageModelV4FinishReason {
  return reason === 'unknown' ? { unified: 'other', raw: undefined } : { unified: reason, raw: reason };
}

function fromUsage({
  inputTokens,
  outputTokens,
  cachedInputTokens,
  reasoningTokens,
}: LanguageModelV2Usage): LanguageModelV4Usage {
  return {
    inputTokens: {
      total: inputTokens,
      noCache: undefined,
      cacheRead: cachedInputTokens,
      cacheWrite: undefined,
    },
    outputTokens: { total: outputTokens, text: undefined, reasoning: reasoningTokens },
  };
}

function fromWarning(warning: LanguageModelV2CallWarning): SharedV4Warning {
  if (warning.type === 'other') return warning;
  const feature = warning.type === 'unsupported-tool' ? `tool ${warning.tool.name}` : String(warning.setting);
  return {
    type: 'unsupported',
    feature,
    ...(warning.details !== undefined && { details: warning.details }),
  };
}
