import { type ActivityContext, defineActivity } from '@mcp-agent/core';
import { mcpConnections } from '../connections.ts';
import type { Connection } from '../session/connection.ts';

/** An activity that asks a server something that may be asked again. */
export function defineServerRequest<Input extends { readonly server: string }, Output>(
  name: string,
  method: string,
  ask: (connection: Connection, input: Input, context: ActivityContext) => Promise<Output>,
): void {
  defineActivity({
    name,
    run: async (input: Input, context): Promise<Output> => {
      const connections = await context.resource(mcpConnections);
      return connections.ask(input.server, method, context, (connection) => ask(connection, input, context));
    },
  });
}
