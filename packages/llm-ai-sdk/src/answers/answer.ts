import type {
  LanguageModelV4,
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import type { Source, Usage } from '@mcp-agent/core';
import type { ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import {
  BROKEN,
  CUT,
  distinctIds,
  EMPTY,
  FILTERED,
  readArguments,
  SPENT,
  splitThinking,
  type Unusable,
  usageOf,
} from '@mcp-agent/provider-utils';
import { toProviderData } from '../provider-data.ts';

/** A result of a model, with the name of the model that answered. */
export type Result = Pick<
  LanguageModelV4GenerateResult,
  'content' | 'finishReason' | 'usage' | 'providerMetadata'
> & {
  readonly model: string;
};

/** Converts a result. Returns `Unusable` if it is incomplete or empty. */
export function toResponse(...answer: Parameters<typeof read>): ModelResponse | Unusable {
  const [{ usage }] = answer;
  const response = read(...answer);
  return 'fault' in response ? { ...response, usage: toUsage(usage) } : response;
}

function read(
  result: Result,
  { messages }: Pick<ModelRequest, 'messages'>,
  model: Pick<LanguageModelV4, 'provider'>,
): ModelResponse | Unusable {
  const { content, usage } = result;
  const { unified, raw } = result.finishReason;
  if (unified === 'interrupted') return CUT;
  if (unified === 'error') return BROKEN;
  const isRefused = unified === 'content-filter' && raw !== 'content_filter';
  const written = textIn(content);
  const text = written === '' && raw === 'refusal' ? refusalIn(result) : written;
  if (unified === 'content-filter' && (!isRefused || text === '')) return FILTERED;
  const isCut = unified === 'length';
  const isPaused = raw === 'pause_turn';
  const toolCalls = isRefused ? [] : callsIn(content, isCut);
  if (text === '' && toolCalls.length === 0 && !isPaused) {
    if (isCut) return SPENT;
    // After the results of tools, Anthropic's models may have nothing to add.
    if (raw !== 'end_turn' || messages.at(-1)?.role !== 'tool') return EMPTY;
  }
  const sources = sourcesIn(content);
  const providerData = isRefused ? undefined : toProviderData(content, model);
  const stopReason = isRefused ? 'refusal' : isCut ? 'max_tokens' : isPaused ? 'pause' : undefined;
  return {
    text,
    toolCalls,
    model: result.model,
    usage: toUsage(usage),
    ...(stopReason !== undefined && { stopReason }),
    ...(sources.length > 0 && { sources }),
    ...(providerData !== undefined && { providerData }),
  };
}

function textIn(content: readonly LanguageModelV4Content[]): string {
  return splitThinking(content.map((part) => (part.type === 'text' ? part.text : '')).join('')).text;
}

/** Returns the explanation of a refusal. Anthropic sends it beside the content. */
function refusalIn({ providerMetadata }: Result): string {
  const details = providerMetadata?.['anthropic']?.['stopDetails'];
  const explanation =
    typeof details === 'object' && details !== null && 'explanation' in details
      ? details.explanation
      : undefined;
  return typeof explanation === 'string' ? explanation : 'The model refused to answer.';
}

function callsIn(content: readonly LanguageModelV4Content[], isCut: boolean): ModelResponse['toolCalls'] {
  const distinct = distinctIds();
  return content.flatMap((part) =>
    part.type === 'tool-call' && part.providerExecuted !== true
      ? [{ id: distinct(part.toolCallId), name: part.toolName, ...readArguments(part.input, isCut) }]
      : [],
  );
}

function sourcesIn(content: readonly LanguageModelV4Content[]): readonly Source[] {
  const sources = new Map<string, Source>();
  for (const part of content) {
    if (part.type !== 'source' || part.sourceType !== 'url') continue;
    const { url, title } = part;
    if (!sources.has(url)) sources.set(url, { url, ...(title !== undefined && { title }) });
  }
  return [...sources.values()];
}

function toUsage({ inputTokens, outputTokens }: LanguageModelV4Usage): Usage {
  const { total, cacheRead, cacheWrite } = inputTokens;
  return usageOf(total, outputTokens.total, cacheRead, outputTokens.reasoning, cacheWrite);
}
