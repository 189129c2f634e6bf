import type { JsonObject, JsonValue, RequestParams } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import type { Profile, ProfileParameter } from './profile.ts';

/** Parameters that do not change the answer: a service without a field for them works the same. */
const HINTS: ReadonlySet<ProfileParameter> = new Set([
  'user',
  'promptCacheKey',
  'promptCacheTtl',
  'parallelToolCalls',
]);

/** Returns the fields of a request's parameters for a service. */
export function parameterFields(params: RequestParams, profile: Profile, hasTools: boolean): JsonObject {
  const { fields, withoutReasoning } = profile;
  const body: JsonObject = {};
  for (const [name, value] of valuesOf(params, profile, hasTools)) {
    const field = fields[name];
    if (name === 'reasoningEffort' && value === 'none' && withoutReasoning !== undefined) {
      Object.assign(body, withoutReasoning);
    } else if (field !== false) {
      set(body, field.split('.'), value);
    }
  }
  // Without a breakpoint, explicit mode disables caching, whose writes have a price.
  if (params.promptCache === false && fields.promptCacheTtl === 'prompt_cache_options.ttl') {
    set(body, ['prompt_cache_options', 'mode'], 'explicit');
  }
  return body;
}

/**
 * Returns why a service cannot process the parameters of a request, worded to follow "the model failed:"; `undefined`
 * if it can.
 *
 * @param path the section of the settings, such as `services.deepseek`
 */
export function rejectedParameter(params: RequestParams, profile: Profile, path: string): string | undefined {
  const { fields, efforts, title, api } = profile;
  for (const [name] of valuesOf(params, profile, true)) {
    if (fields[name] === false && !HINTS.has(name)) {
      const service = api === 'responses' ? `the Responses API of ${title}` : title;
      const other =
        api === 'responses' && (name === 'stopSequences' || name === 'seed' || name.endsWith('Penalty'))
          ? `, or set ${path}.api to chat`
          : '';
      return `${service} does not support the parameter "${name}".\nOmit it${other}; if it does have a field for it, set extraBody or ${path}.profile.`;
    }
  }
  const { reasoningEffort } = params;
  if (reasoningEffort !== undefined && efforts !== undefined && !efforts.includes(reasoningEffort)) {
    return `${title} does not support the reasoningEffort "${reasoningEffort}".\nUse one of: ${efforts.join(', ')}.`;
  }
  if (
    profile.metadataNeedsStore &&
    api === 'chat' &&
    params.metadata !== undefined &&
    params.store === false
  ) {
    return `${title} accepts the parameter "metadata" on Chat Completions only if it stores the request.\nOmit metadata, or set store to true, or ${path}.api to responses.`;
  }
  return undefined;
}

function valuesOf(
  params: RequestParams,
  { api, fields, metadataNeedsStore }: Profile,
  hasTools: boolean,
): [ProfileParameter, JsonValue][] {
  const { metadata, stopSequences = [], promptCache, parallelToolCalls } = params;
  const cache = typeof promptCache === 'object' ? promptCache : {};
  const needsStore = metadataNeedsStore && api === 'chat' && metadata !== undefined;
  const store = params.store ?? (needsStore ? true : api === 'responses' ? false : undefined);
  const values: Record<ProfileParameter, JsonValue | undefined> = {
    maxTokens: params.maxTokens,
    temperature: params.temperature,
    topP: params.topP,
    topK: params.topK,
    seed: params.seed,
    presencePenalty: params.presencePenalty,
    frequencyPenalty: params.frequencyPenalty,
    stopSequences: stopSequences.length > 0 ? [...stopSequences] : undefined,
    reasoningEffort: params.reasoningEffort,
    reasoningSummary: params.reasoningSummary,
    serviceTier: params.serviceTier,
    store: store === false && fields.store === false ? undefined : store,
    metadata: metadata === undefined ? undefined : { ...metadata },
    user: params.user,
    promptCacheKey: cache.key,
    promptCacheTtl: cache.ttl,
    // OpenAI rejects the field if there are no tools.
    parallelToolCalls: hasTools && parallelToolCalls === false ? false : undefined,
  };
  const names = Object.keys(values).filter((name): name is ProfileParameter => name in fields);
  return names.flatMap((name): [ProfileParameter, JsonValue][] => {
    const value = values[name];
    return value === undefined ? [] : [[name, value]];
  });
}

function set(body: JsonObject, [name = '', ...rest]: readonly string[], value: JsonValue): void {
  if (rest.length === 0) {
    body[name] = value;
    return;
  }
  const known = body[name];
  const inner: JsonObject = isJsonObject(known) ? known : {};
  body[name] = inner;
  set(inner, rest, value);
}
