import type { RequestParams } from '@mcp-agent/core';
import { ModelError } from '@mcp-agent/core/errors';
import type { Service } from '@mcp-agent/provider-utils';

/** Parameters that the Messages API lacks. */
const LACKING = ['seed', 'presencePenalty', 'frequencyPenalty'] as const;

/**
 * Rejects parameters that the Messages API lacks, before anything is sent.
 *
 * @throws {@link ModelError}, permanent
 */
export function checkParams(params: RequestParams, { provider, model, where }: Service): void {
  const fault = faultOf(params);
  if (fault === undefined) return;
  const section = where.model.replace(/\.defaultModel$/, '');
  throw new ModelError(
    `${fault.what}\n${fault.remedy}, in the request and in ${section} of the settings. A compatible service may accept the field in extraBody.`,
    { provider, model, nonRetryable: true },
  );
}

function faultOf(params: RequestParams): { readonly what: string; readonly remedy: string } | undefined {
  const { store, structuredMode, serviceTier, promptCache } = params;
  const lacking = LACKING.find((name) => params[name] !== undefined);
  if (lacking !== undefined) {
    return { what: `The Messages API has no ${lacking}, which is ${params[lacking]}.`, remedy: 'Omit it' };
  }
  if (store === true)
    return { what: 'The Messages API cannot store requests, but store is true.', remedy: 'Omit it' };
  if (structuredMode === 'json') {
    return {
      what: 'The Messages API has no JSON mode, but structuredMode is json.',
      remedy: 'Use schema, tool or prompt',
    };
  }
  if (serviceTier !== undefined && !isServiceTier(serviceTier)) {
    return {
      what: `The Messages API has no service tier "${serviceTier}".`,
      remedy: 'Use auto or standard_only',
    };
  }
  const ttl = typeof promptCache === 'object' ? promptCache.ttl : undefined;
  if (ttl !== undefined && ttl !== '5m' && ttl !== '1h') {
    return {
      what: `The Messages API has no cache lifetime "${ttl}" (promptCache.ttl).`,
      remedy: 'Use 5m or 1h',
    };
  }
  return undefined;
}

/** Whether a processing tier is one of Anthropic's. */
export function isServiceTier(tier: string | undefined): tier is 'auto' | 'standard_only' {
  return tier === 'auto' || tier === 'standard_only';
}
