import { AuthorizationError } from '@mcp-agent/core/errors';
import { messageOf } from '@mcp-agent/core/host';
import type { HttpTarget, ServerSpec } from '../../server-spec.ts';
import { waitFor } from '../../wait.ts';
import type { Fetch } from '../http-fetch.ts';

/**
 * Adds the headers that the settings' function returns to each request. If the server responds with 401, calls it
 * again, and resends the request once if it returns others.
 */
export function withCurrentHeaders(spec: ServerSpec, { currentHeaders }: HttpTarget, fetch: Fetch): Fetch {
  if (currentHeaders === undefined) return fetch;
  const current = async (): Promise<[string, string][]> => {
    try {
      const entries = Object.entries(await currentHeaders());
      checkHeaders(entries);
      // A server may repeat them in its output.
      for (const [, value] of entries) spec.hide(value);
      return entries;
    } catch (error) {
      throw new AuthorizationError(
        `The headers for MCP server "${spec.name}" could not be obtained: ` +
          `${withPeriod(spec.redact(messageOf(error)).slice(0, 1_000))} Check the function at mcp.servers.${spec.name}.headers.`,
        { server: spec.name },
      );
    }
  };
  return async (url, init = {}) => {
    const signal = init.signal ?? new AbortController().signal;
    const send = (entries: [string, string][]): Promise<Response> => {
      const headers = new Headers(init.headers);
      for (const [name, value] of entries) headers.set(name, value);
      return fetch(url, { ...init, headers });
    };
    const before = await waitFor(current(), signal);
    const response = await send(before);
    if (response.status !== 401) return response;
    const after = await waitFor(current(), signal);
    if (JSON.stringify(after) === JSON.stringify(before)) return response;
    await response.body?.cancel();
    return send(after);
  };
}

/** @throws Error that names an invalid header, without its value */
function checkHeaders(entries: readonly (readonly [string, string])[]): void {
  for (const [name, value] of entries) {
    try {
      void new Headers([[name, value]]);
    } catch {
      throw new Error(
        `the header ${JSON.stringify(name)} or its value has characters that HTTP does not allow, such as a line feed`,
      );
    }
  }
}

function withPeriod(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
