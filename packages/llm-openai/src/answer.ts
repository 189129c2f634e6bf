import type { Unusable } from '@mcp-agent/provider-utils';

/** A content filter truncated the response, which is discarded. */
export const FILTERED: Unusable = {
  fault: 'a content filter stopped the response. Rephrase the request.',
  final: true,
};

/** Describes a response that is not JSON, usually a web page from a URL that is not a model service. */
export function notJson(body: string | null | undefined): Unusable {
  if (!body) return { fault: 'the response is empty.', final: false };
  return {
    fault: `the response is not JSON; it starts with ${JSON.stringify(body.slice(0, 80))}. Check that openai.baseUrl is the URL of a model service; most end in /v1.`,
    final: true,
  };
}
