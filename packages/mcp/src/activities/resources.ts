import type { ActivityInfo } from '@mcp-agent/core';
import {
  DESCRIBE_SERVER,
  isJsonObject,
  LIST_RESOURCE_TEMPLATES,
  LIST_RESOURCES,
  READ_RESOURCE,
  WAIT_FOR_RESOURCE_UPDATE,
} from '@mcp-agent/core/host';
import type { AskingBack } from '../connection/ask-back.ts';
import { defineOwnRequest, defineServerRequest } from './ask.ts';

interface OfServer {
  readonly server: string;
}

interface OfResource extends OfServer, AskingBack {
  readonly uri: string;
}

// Loads the SDK on first use: loading takes 0.1 seconds.
const load = () => import('../connection/resources.ts');

defineServerRequest(
  DESCRIBE_SERVER,
  'initialize',
  async (connection, _input: OfServer) => connection.description,
);

defineServerRequest(LIST_RESOURCES, 'resources/list', async (connection, _input: OfServer, { signal }) =>
  (await load()).listResources(connection, signal),
);

defineServerRequest(
  LIST_RESOURCE_TEMPLATES,
  'resources/templates/list',
  async (connection, _input: OfServer, { signal }) =>
    (await load()).listResourceTemplates(connection, signal),
);

defineServerRequest(READ_RESOURCE, 'resources/read', async (connection, input: OfResource, { signal }) =>
  (await load()).askResource(connection, input.uri, { ...input, signal }),
);

defineOwnRequest(
  WAIT_FOR_RESOURCE_UPDATE,
  'resources/subscribe',
  async (connection, { uri, since }: OfResource & { readonly since?: string }, context) =>
    (await load()).waitForResourceUpdate(connection, uri, {
      signal: context.signal,
      since: since ?? seenBefore(context.info),
      onVersion: (version) => context.heartbeat({ version }),
    }),
);

/** Returns the resource's version when the previous attempt started to wait: a change in between counts. */
function seenBefore({ heartbeatDetails: details }: ActivityInfo): string | undefined {
  const version = isJsonObject(details) ? details['version'] : undefined;
  return typeof version === 'string' ? version : undefined;
}
