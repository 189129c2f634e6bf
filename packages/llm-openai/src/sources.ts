import type { Source } from '@mcp-agent/core';
import { fieldOf, objectsIn, textOr } from './json.ts';

/**
 * Returns the web pages that annotations cite, each once: `url_citation` of Responses, the same with its fields in an
 * object of that name in Chat Completions, and the plain URLs that other services send.
 */
export function sourcesIn(annotations: unknown): Source[] {
  const plain = Array.isArray(annotations) ? annotations.filter((one) => typeof one === 'string') : [];
  const cited = objectsIn(annotations).map((one) => fieldOf(one, 'url_citation') ?? one);
  const all = [
    ...plain.map((url): Source => ({ url })),
    ...cited.map((one): Source => {
      const title = textOr(fieldOf(one, 'title'));
      return { url: textOr(fieldOf(one, 'url')), ...(title !== '' && { title }) };
    }),
  ];
  return [...new Map(all.filter(({ url }) => url !== '').map((source) => [source.url, source])).values()];
}
