import type { JsonObject, RequestParams } from '@mcp-agent/core';
import type { Profile } from './profiles/profile.ts';

/** Returns the declarations of the tools that the service runs. */
export function serviceToolsOf({ serviceTools = [] }: RequestParams, profile: Profile): JsonObject[] {
  return serviceTools.flatMap((tool) => {
    const declared = typeof tool === 'string' ? profile.serviceTools[tool] : tool;
    return declared === undefined ? [] : [{ ...declared }];
  });
}

/** Returns why a service cannot run a tool of a request, worded to follow "the model failed:". */
export function rejectedServiceTool(
  { serviceTools = [] }: RequestParams,
  { title, serviceTools: known, api, name }: Profile,
  path: string,
): string | undefined {
  const missing = serviceTools.find((tool) => typeof tool === 'string' && known[tool] === undefined);
  if (typeof missing !== 'string') return undefined;
  const other =
    api === 'chat' && ['openai', 'azure', 'xai'].includes(name) ? `set ${path}.api to responses, ` : '';
  return `${title} has no tool "${missing}" with this API.\nRemove it from serviceTools, ${other}or set the declaration that the service documents, such as { type: "…" }.`;
}
