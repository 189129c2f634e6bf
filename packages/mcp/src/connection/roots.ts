import type { Root } from '@modelcontextprotocol/client';
import type { ServerSpec } from '../server-spec.ts';

/** Returns the roots in the settings of a server: MCP's `roots/list`. */
export function rootsOf({ roots }: Pick<ServerSpec, 'roots'>): Root[] {
  return roots.map(({ uri, name, serverUriAlias }) => ({
    uri: serverUriAlias ?? uri,
    ...(name !== undefined && { name }),
  }));
}
