import {
  ServerRequestError,
  SessionNeededError,
  ToolOutcomeUnknownError,
  UnknownServerError,
} from '@mcp-agent/core/errors';
import { nearestName } from '@mcp-agent/core/host';
import type { RequestFailure } from './request-failure.ts';
import type { ServerSpec } from './server-spec.ts';

/** Creates the caller's error for a failed request. */
export function requestError(
  spec: ServerSpec,
  method: string,
  failure: RequestFailure,
  repeatable: boolean,
): ServerRequestError {
  const { rpcCode, delivery, status } = failure;
  const answered = delivery === 'answered';
  const refused = answered || (delivery === 'not sent' && status !== undefined);
  const verb = refused ? 'refused' : delivery === 'unknown' ? 'did not answer' : 'could not be reached for';
  const code = rpcCode === undefined ? '' : ` (${rpcCode})`;
  return new ServerRequestError(
    `MCP server "${spec.name}" ${verb} ${method}: ${spec.redact(failure.message)}${code}`,
    {
      server: spec.name,
      method,
      ...(rpcCode !== undefined && { rpcCode }),
      // A server that returns an error may have done part of the work.
      ...((failure.final || (answered && !repeatable)) && { nonRetryable: true }),
    },
  );
}

/** Creates the error for a call with an unknown outcome, of a tool that is not idempotent. */
export function unknownOutcome(server: string, tool: string, why: string): ToolOutcomeUnknownError {
  return new ToolOutcomeUnknownError(
    `Whether tool "${tool}" of MCP server "${server}" did its work is unknown: ${why}\n` +
      'It is not called again, because neither its annotations (readOnlyHint, idempotentHint) nor the caller ' +
      '(repeatable: true) say that it may be. Find out whether it was done before you call it again.',
    { server, tool },
  );
}

/** Creates the error for a call without a session to a server that needs one. */
export function sessionNeeded(server: string): SessionNeededError {
  return new SessionNeededError(
    `MCP server "${server}" has \`session: per_agent\` in the settings, and the call names no session. ` +
      'Ask through an Agent, which opens one.',
    { server },
  );
}

export function unknownServer(name: string, known: readonly string[]): UnknownServerError {
  const nearest = nearestName(name, known);
  return new UnknownServerError(
    `No MCP server is named ${JSON.stringify(name)}. ` +
      (nearest === undefined ? '' : `Did you mean ${JSON.stringify(nearest)}? `) +
      `Those in the settings: ${known.join(', ') || 'none'}. ` +
      `Add it under mcp.servers, with a command (a program that speaks MCP on stdio) or a url.`,
    { server: name, known: [...known] },
  );
}
