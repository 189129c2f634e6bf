import type { LanguageModelV4, SharedV4ProviderOptions } from '@ai-sdk/provider';
import type { JsonObject, RequestParams } from '@mcp-agent/core';
import type { ModelRequest } from '@mcp-agent/core/provider';

/** Parameters without an option in the specification of the AI SDK. */
type Special = Pick<
  RequestParams,
  'metadata' | 'promptCache' | 'reasoningSummary' | 'serviceTier' | 'store' | 'user'
>;

/** Options of the provider for a request, and the parameters that have none. */
export interface SpecialOptions {
  readonly options: SharedV4ProviderOptions;
  readonly unsupported: readonly string[];
}

/** Translates parameters to the options of a provider. */
export function specialOptions(
  { provider }: Pick<LanguageModelV4, 'provider'>,
  request: ModelRequest,
  own: Readonly<Record<string, JsonObject>> = {},
): SpecialOptions {
  const [key, translated] = translate(provider, request);
  const { metadata, promptCache, reasoningSummary, serviceTier, store, user } = request.params;
  const asked: Special = {
    ...(metadata !== undefined && { metadata }),
    ...(promptCache !== undefined && promptCache !== false && { promptCache }),
    ...(reasoningSummary !== undefined && { reasoningSummary }),
    ...(serviceTier !== undefined && { serviceTier }),
    ...(store === true && { store }),
    ...(user !== undefined && { user }),
  };
  const options: SharedV4ProviderOptions = { ...own };
  if (key !== undefined) options[key] = { ...translated.options, ...own[key] };
  return { options, unsupported: Object.keys(asked).filter((name) => !translated.known.includes(name)) };
}

interface Translated {
  readonly options: JsonObject;
  readonly known: readonly string[];
}

function translate(provider: string, request: ModelRequest): readonly [string | undefined, Translated] {
  if (provider.includes('anthropic')) return ['anthropic', forAnthropic(request)];
  if (provider.includes('azure')) return ['azure', forOpenAI(request)];
  if (/^openai(\.|$)/.test(provider)) return ['openai', forOpenAI(request)];
  return [undefined, { options: {}, known: [] }];
}

function forOpenAI({ params }: ModelRequest): Translated {
  const { metadata, parallelToolCalls, promptCache, reasoningSummary, serviceTier, store, strict, user } =
    params;
  const cache = typeof promptCache === 'object' ? promptCache : {};
  return {
    known: ['metadata', 'promptCache', 'reasoningSummary', 'serviceTier', 'store', 'user'],
    options: {
      // The package's own defaults are true.
      store: store ?? false,
      strictJsonSchema: strict ?? false,
      ...(metadata !== undefined && { metadata: { ...metadata } }),
      ...(parallelToolCalls === false && { parallelToolCalls }),
      ...(cache.key !== undefined && { promptCacheKey: cache.key }),
      ...(cache.ttl !== undefined && { promptCacheRetention: cache.ttl }),
      ...(reasoningSummary !== undefined && { reasoningSummary }),
      ...(serviceTier !== undefined && { serviceTier }),
      ...(user !== undefined && { user }),
    },
  };
}

function forAnthropic({ params, tools, messages }: ModelRequest): Translated {
  const { metadata, parallelToolCalls, promptCache, user = metadata?.['user_id'] } = params;
  const isOneOfSeveral = tools.length > 0 || messages.some(({ role }) => role === 'assistant');
  const isCached = promptCache === undefined ? isOneOfSeveral : promptCache !== false;
  const ttl = typeof promptCache === 'object' ? promptCache.ttl : undefined;
  return {
    known: ['metadata', 'promptCache', 'user'],
    options: {
      ...(isCached && { cacheControl: { type: 'ephemeral', ...(ttl !== undefined && { ttl }) } }),
      ...(parallelToolCalls === false && { disableParallelToolUse: true }),
      ...(user !== undefined && { metadata: { userId: user } }),
    },
  };
}
