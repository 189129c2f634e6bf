import { type CallOptions, defineActivity } from '@mcp-agent/core';
import { CLOSE_SESSION, OPEN_SESSION, type OpenedSession, runCall } from '@mcp-agent/core/host';
import { mcpConnections } from '../connections.ts';

interface SessionRequest {
  readonly server: string;
  readonly session: string;
}

/** Opens an agent's own session with a server. Returns the worker that holds it. */
defineActivity({
  name: OPEN_SESSION,
  run: async (
    {
      server,
      session,
      sampling,
      elicitation,
      options,
    }: SessionRequest & { sampling: boolean; elicitation: boolean; options?: CallOptions },
    context,
  ): Promise<OpenedSession> =>
    runCall(context, {
      kind: 'tool',
      options: [options],
      run: async ({ signal, log, worker, resource }) => {
        const connections = await resource(mcpConnections);
        await connections.openSession(server, session, { sampling, elicitation }, { signal, log });
        return { ...(worker !== undefined && { worker }) };
      },
    }),
});

/** Closes an agent's own session, if open. */
defineActivity({
  name: CLOSE_SESSION,
  run: async ({ session }: SessionRequest, { resource }): Promise<void> => {
    await (await resource(mcpConnections)).closeSession(session);
  },
});
