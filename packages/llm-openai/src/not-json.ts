import type { Service, Unusable } from '@mcp-agent/provider-utils';
import { textOr } from './json.ts';

/** Describes a response that is not a JSON object, usually from a URL that is not a model service. */
export function notJson(body: unknown, { where }: Service): Unusable {
  const text = body === undefined || body === null ? '' : textOr(body) || JSON.stringify(body);
  if (text === '') return { fault: 'the response is empty.', final: false };
  return {
    fault: `the response is not a JSON object; it starts with ${JSON.stringify(text.slice(0, 80))}.\nCheck that ${where.address} is the URL of a model service; most end in /v1.`,
    final: true,
  };
}
