import {
  type EngineAccessError,
  EngineTlsError,
  EngineUnavailableError,
  type McpAgentError,
  type TlsProblem,
} from '@mcp-agent/core/errors';
import { messageOf, property, textOfAny } from '@mcp-agent/core/engine';
import { type ConnectionFault, connectionFault } from './connection-fault.ts';
import { isUnreachable } from './grpc-status.ts';
import {
  permissionDenied,
  serverError,
  type ServerSubject,
  unauthenticated,
  unreachable,
} from './server-errors.ts';

/** The server to connect to. */
export interface ConnectionSubject extends ServerSubject {
  readonly tls: boolean;
}

/** Converts the error of the client's connection. If no server responded, connects once more to find out why. */
export async function connectionError(error: unknown, subject: ConnectionSubject): Promise<McpAgentError> {
  if (!isUnreachable(error)) return serverError(error, subject);
  const fault = await connectionFault(subject.address, subject.tls);
  return fault === undefined ? unreachable(subject.address, error) : faultError(fault, subject.address);
}

/**
 * Converts the error of the worker's connection, which has no codes. It trusts the certificates of the system, and
 * Node.js its own, so that its word on a certificate counts.
 */
export async function nativeConnectionError(
  error: unknown,
  subject: ConnectionSubject,
): Promise<EngineAccessError | EngineTlsError | EngineUnavailableError> {
  const { address, tls } = subject;
  const text = messageOf(error);
  const said = /message: "((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text;
  if (text.includes('valid authentication credentials')) return unauthenticated(address, said, error);
  if (text.includes('does not have permission')) return permissionDenied(subject, said, error);
  if (text.includes('InvalidCertificate')) return faultError({ kind: 'certificate', cause: error }, address);
  const fault = await connectionFault(address, tls);
  return fault === undefined ? unreachable(address, error) : faultError(fault, address);
}

function faultError(
  { kind, cause }: ConnectionFault,
  address: string,
): EngineTlsError | EngineUnavailableError {
  const where = '(temporalHost, or temporal.host in mcp_agent.config.yaml)';
  if (kind === 'refused') {
    return new EngineUnavailableError(
      `No Temporal server listens at ${address} (${textOfAny(property(cause, 'code'))}). ` +
        `Start one (temporal server start-dev), or correct the address ${where}.`,
      { address, cause },
    );
  }
  if (kind === 'unknown_host') {
    return new EngineUnavailableError(
      `The host of the Temporal server at ${address} is unknown (${textOfAny(property(cause, 'code'))}). Correct the address ${where}.`,
      { address, cause },
    );
  }
  return new EngineTlsError(TLS_MESSAGES[kind](address, messageOf(cause)), { address, problem: kind, cause });
}

const TLS_MESSAGES: Readonly<Record<TlsProblem, (address: string, said: string) => string>> = {
  tls_expected: (address) =>
    `The server at ${address} expects TLS, and the connection is without. ` +
    'Set tls to true (temporal.tls in mcp_agent.config.yaml).',
  no_tls: (address) =>
    `The server at ${address} does not speak TLS. Set tls to false (temporal.tls in mcp_agent.config.yaml); ` +
    'with an API key, it is true by default.',
  certificate: (address, said) =>
    `The certificate of the server at ${address} is not accepted: ${said}. Correct the address, or let the process ` +
    'trust the authority of the certificate: NODE_EXTRA_CA_CERTS for executors, SSL_CERT_FILE for workers.',
  client_certificate: (address) =>
    `The server at ${address} demands a client certificate, which is not supported. ` +
    'Connect to an address that takes API keys, or through a proxy that has the certificate.',
};
