import type { Unusable } from '@mcp-agent/provider-utils';

/** A content filter truncated the response, which is discarded. */
export const FILTERED: Unusable = {
  fault: 'its content filter stopped the answer. Ask in other words.',
  final: true,
};

/** Describes a response that is not JSON, usually a web page from a URL that is not a model service. */
export function notJson(body: string | null | undefined): Unusable {
  if (!body) return { fault: 'its answer has nothing in it.', final: false };
  return {
    fault: `its answer is not JSON; it begins with ${JSON.stringify(body.slice(0, 80))}. Does openai.baseUrl lead to a model service? Most end in /v1.`,
    final: true,
  };
}
