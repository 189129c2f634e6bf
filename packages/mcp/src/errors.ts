import {
  ExecutorClosedError,
  ServerRequestError,
  ToolOutcomeUnknownError,
  UnknownServerError,
} from '@mcp-agent/core/errors';
import { nearestName } from '@mcp-agent/core/host';
import { cleanText } from './clean-text.ts';
import type { RequestFailure } from './request-failure.ts';
import type { ServerSpec } from './server-spec.ts';

/** Limit of a server's text in an error, in characters. */
export const MAX_MESSAGE_LENGTH = 6_000;

/** Creates the caller's error for a failed request. */
export function requestError(
  spec: ServerSpec,
  method: string,
  failure: RequestFailure,
  repeatable: boolean,
): ServerRequestError {
  const { rpcCode, delivery, status } = failure;
  // HTTP 503 with Retry-After: a gateway may have forwarded the request before.
  const isAway = failure.unreachable || (repeatable && !failure.final && failure.retryAfterMs !== undefined);
  const answered = delivery === 'answered';
  const rejected = answered || (delivery === 'not sent' && status !== undefined);
  const verb = rejected
    ? 'rejected'
    : delivery === 'unknown'
      ? 'did not respond to'
      : 'could not be reached for';
  const code = rpcCode === undefined ? '' : ` (${rpcCode})`;
  return new ServerRequestError(
    `MCP server "${spec.name}" ${verb} ${method}: ${cleanText(failure.message, spec, MAX_MESSAGE_LENGTH)}${code}`,
    {
      server: spec.name,
      method,
      ...(rpcCode !== undefined && { rpcCode }),
      ...(status !== undefined && { status }),
      ...(isAway && unavailable(spec, failure.retryAfterMs)),
      // A server that returns an error may have done part of the work.
      ...((failure.final || (answered && !repeatable)) && { nonRetryable: true }),
    },
  );
}

/** Returns the fields of the error of a server that is unavailable: the request had no effect and is retried. */
export function unavailable(
  { reconnectTimeoutMs }: ServerSpec,
  retryAfterMs: number | undefined,
): {
  readonly unavailable: true;
  readonly nextRetryDelayMs?: number;
  readonly reconnectTimeoutMs?: number;
} {
  return {
    unavailable: true,
    ...(retryAfterMs !== undefined && { nextRetryDelayMs: retryAfterMs }),
    ...(reconnectTimeoutMs !== undefined && { reconnectTimeoutMs }),
  };
}

/** Creates the error for a call with an unknown outcome, of a tool that is not idempotent. */
export function unknownOutcome(server: string, tool: string, why: string): ToolOutcomeUnknownError {
  return new ToolOutcomeUnknownError(
    `The outcome of tool "${tool}" of MCP server "${server}" is unknown: ${why}\n` +
      'The call is not retried, because neither the annotations of the tool (readOnlyHint, idempotentHint) nor the ' +
      'caller (repeatable: true) declare it idempotent. Check whether the tool did its work before you call it again.',
    { server, tool },
  );
}

/** Creates the error for a call that returns questions or a task, which only an agent handles. */
export function needsAgent(server: string, tool: string): ServerRequestError {
  return new ServerRequestError(
    `MCP server "${server}" did not complete tool "${tool}": it asks for input or made the call a task, which only an ` +
      'agent can answer and follow. Call the tool with an Agent, in a workflow.',
    { server, method: 'tools/call', nonRetryable: true },
  );
}

/** Creates the error for a call after the executor was closed. */
export function executorClosed(server: string): ExecutorClosedError {
  return new ExecutorClosedError(
    `MCP server "${server}" is not available: the executor is closed. Create a new executor.`,
  );
}

export function unknownServer(name: string, known: readonly string[]): UnknownServerError {
  const nearest = nearestName(name, known);
  return new UnknownServerError(
    `MCP server ${JSON.stringify(name)} is not in the settings. ` +
      (nearest === undefined ? '' : `Did you mean ${JSON.stringify(nearest)}? `) +
      `Configured servers: ${known.join(', ') || 'none'}. ` +
      'Add it under mcp.servers, with a command (stdio) or a url (HTTP).',
    { server: name, known: [...known] },
  );
}
