import {
  ConfigurationError,
  EngineAccessError,
  EngineRequestError,
  EngineUnavailableError,
  type McpAgentError,
} from '@mcp-agent/core/errors';
import { boundText } from '@mcp-agent/core/engine';
import { NamespaceNotFoundError } from '@temporalio/common';
import { GRPC, grpcCode, grpcDetails, grpcStatus, isUnreachable } from './grpc-status.ts';
import { reportsMissingNamespace } from './missing-namespace.ts';

/** The server and the namespace that a request addressed. */
export interface ServerSubject {
  readonly address: string;
  readonly namespace: string;
}

const MAX_DETAILS_LENGTH = 2_000;

/** Converts the error of a request that concerns the server as a whole, not one workflow. */
export function serverError(error: unknown, subject: ServerSubject): McpAgentError {
  const code = grpcCode(error);
  if (error instanceof NamespaceNotFoundError) return noNamespace(subject, error);
  if (code === GRPC.NOT_FOUND && reportsMissingNamespace(grpcDetails(error)))
    return noNamespace(subject, error);
  if (isUnreachable(error)) return unreachable(subject.address, error);
  if (code === GRPC.UNAUTHENTICATED) return unauthenticated(subject.address, saidIn(error), error);
  if (code === GRPC.PERMISSION_DENIED) return permissionDenied(subject, saidIn(error), error);
  const status = grpcStatus(error);
  return new EngineRequestError(
    `A request to the Temporal server at ${subject.address} failed${status === undefined ? '' : ` (${status})`}: ${saidIn(error)}`,
    { cause: error, ...(status !== undefined && { status }) },
  );
}

function saidIn(error: unknown): string {
  return boundText(grpcDetails(error), MAX_DETAILS_LENGTH);
}

/** Creates the error for an unreachable server. */
export function unreachable(address: string, cause: unknown): EngineUnavailableError {
  return new EngineUnavailableError(
    `The Temporal server at ${address} is unreachable. ` +
      'Start one (temporal server start-dev), or correct the address (temporalHost, or temporal.host in mcp_agent.config.yaml).',
    { address, cause },
  );
}

/** Creates the error for missing or wrong credentials. */
export function unauthenticated(address: string, said: string, cause: unknown): EngineAccessError {
  return new EngineAccessError(
    `The Temporal server at ${address} does not accept the API key: ${said} ` +
      'Set or correct it (apiKey, or temporal.api_key in mcp_agent.secrets.yaml).',
    { address, status: 'UNAUTHENTICATED', cause },
  );
}

/** Creates the error for credentials that do not suffice. */
export function permissionDenied(
  { address, namespace }: ServerSubject,
  said: string,
  cause: unknown,
): EngineAccessError {
  return new EngineAccessError(
    `The Temporal server at ${address} denied the permission for namespace "${namespace}": ${said} ` +
      'Use an API key that has it (apiKey, or temporal.api_key in mcp_agent.secrets.yaml), or correct the namespace.',
    { address, status: 'PERMISSION_DENIED', cause },
  );
}

function noNamespace({ address, namespace }: ServerSubject, cause: unknown): ConfigurationError {
  return new ConfigurationError(
    `The Temporal server at ${address} has no namespace "${namespace}". Create it (temporal operator namespace create ${namespace}) or use another.`,
    { path: 'temporal.namespace', cause },
  );
}
