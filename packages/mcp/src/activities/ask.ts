import { type ActivityContext, defineActivity, type JsonObject } from '@mcp-agent/core';
import { fromJson, type SessionNeeded, type ToolCallRequest } from '@mcp-agent/core/host';
import { mcpConnections } from '../connections.ts';
import type { Connection } from '../connection/connection.ts';
import { ableTo } from './able-to.ts';

/** Defines an activity that sends an idempotent request to a server. */
export function defineServerRequest<
  Input extends {
    readonly server: string;
    readonly session?: string;
    readonly answers?: ToolCallRequest['answers'];
  },
  Output,
>(
  name: string,
  method: string,
  ask: (connection: Connection, input: Input, context: ActivityContext) => Promise<Output>,
): void {
  defineActivity({
    name,
    run: async (json: JsonObject, context): Promise<unknown> => {
      const input = fromJson<Input>(json);
      const connections = await context.resource(mcpConnections);
      const { server, session } = input;
      if (session === undefined && connections.needsSession(server)) {
        return { needsSession: true } satisfies SessionNeeded;
      }
      const caller = {
        signal: context.signal,
        log: context.log,
        ...(session !== undefined && { session }),
        ...ableTo(input.answers, context),
      };
      return connections.ask(server, method, caller, (connection) => ask(connection, input, context));
    },
  });
}
