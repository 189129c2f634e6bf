import { type ActivityContext, type CallOptions, defineActivity, type JsonObject } from '@mcp-agent/core';
import { fromJson, runCall, type SessionNeeded, type ToolCallRequest } from '@mcp-agent/core/host';
import { mcpConnections } from '../connections.ts';
import type { Connection } from '../connection/connection.ts';
import { ableTo } from './able-to.ts';

/** Input of a request to a server. */
export interface ServerRequest {
  readonly server: string;
  readonly session?: string;
  readonly answers?: ToolCallRequest['answers'];
  /** Timeout and retries that the agent sets. */
  readonly options?: CallOptions;
}

type Ask<Input> = (connection: Connection, input: Input, context: ActivityContext) => Promise<unknown>;

/** Defines an activity that sends an idempotent request to a server, and is retried by the policy of tool calls. */
export function defineServerRequest<Input extends ServerRequest>(
  name: string,
  method: string,
  ask: Ask<Input>,
): void {
  const send = sendWith(method, ask);
  defineActivity({
    name,
    run: async (json: JsonObject, context): Promise<unknown> =>
      runCall(context, {
        kind: 'tool',
        options: [fromJson<Input>(json).options],
        limitsItself: true,
        run: (attempt) => send(json, attempt),
      }),
  });
}

/** Defines an activity that sends a request to a server, and is retried by the policy of the activity. */
export function defineOwnRequest<Input extends ServerRequest>(
  name: string,
  method: string,
  ask: Ask<Input>,
): void {
  defineActivity({ name, run: sendWith(method, ask) });
}

function sendWith<Input extends ServerRequest>(
  method: string,
  ask: Ask<Input>,
): (json: JsonObject, context: ActivityContext) => Promise<unknown> {
  return async (json, context) => {
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
  };
}
