import type { AssistantMessage, JsonObject } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';

/** A service, as the owner of data that only it must see again. */
export interface Owner {
  readonly provider: string;
  /** Identifies the service and its protocol among those of the provider. */
  readonly origin: string;
}

/** Returns the data of a message that a service must see again; `undefined` if there is none, or not of this service. */
export function keptData(
  { providerData }: AssistantMessage,
  { provider, origin }: Owner,
): JsonObject | undefined {
  if (providerData?.provider !== provider) return undefined;
  const { data } = providerData;
  return isJsonObject(data) && data['origin'] === origin ? data : undefined;
}
