import { messageOf } from '@mcp-agent/core/host';
import { existsSync } from 'node:fs';
import { AuthorizationError, ServerStartError } from '@mcp-agent/core/errors';
import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError, SseError } from '@modelcontextprotocol/client';
import { cleanText } from '../clean-text.ts';
import { MAX_MESSAGE_LENGTH, unavailable } from '../errors.ts';
import { RequestFailure } from '../request-failure.ts';
import type { ServerSpec } from '../server-spec.ts';
import type { Link } from './link.ts';

const MAX_BODY_LENGTH = 300;

/** Why a start failed, and whether it would fail again. */
interface Reason {
  readonly what: string;
  readonly final: boolean;
}

/** Thrown when the server does not respond within the start timeout. */
export class StartTimeout extends Error {}

/** Creates the error for a failed start, with its cause and a remedy. */
export function startError(
  spec: ServerSpec,
  link: Link,
  thrown: unknown,
): ServerStartError | AuthorizationError {
  const wrapped = causeOf(thrown);
  const cause = SseError.isInstance(wrapped) ? (link.unreachable() ?? wrapped) : wrapped;
  if (AuthorizationError.isInstance(cause)) return cause;
  const { what, final } = reasonOf(spec, link, cause);
  const stderr = link.stderr();
  const verb = spec.target.kind === 'stdio' ? 'could not be started with' : 'could not be reached at';
  const output = stderr === '' ? '' : `\nLast lines of its stderr:\n${stderr}`;
  const isAway = !final && isUnavailable(cause);
  return new ServerStartError(
    `MCP server "${spec.name}" ${verb} ${spec.label}: ${cleanText(what, spec, MAX_MESSAGE_LENGTH)}${output}`,
    {
      server: spec.name,
      target: spec.label,
      stderr,
      ...(final && { nonRetryable: true }),
      ...(isAway && unavailable(spec, cause instanceof RequestFailure ? cause.retryAfterMs : undefined)),
    },
  );
}

/**
 * Whether a server does not start now, cannot be reached, or a gateway does not reach it. A start has no effect, so it can
 * be repeated.
 */
function isUnavailable(cause: unknown): boolean {
  if (cause instanceof RequestFailure && cause.unreachable) return true;
  const status = statusOf(cause);
  return status === undefined || status === 429 || (status >= 502 && status <= 504);
}

function reasonOf(spec: ServerSpec, link: Link, thrown: unknown): Reason {
  const setting = (key: string): string => `mcp.servers.${spec.name}.${key}`;
  if (thrown instanceof StartTimeout) {
    const key = spec.target.kind === 'stdio' ? 'startTimeoutSeconds' : 'httpTimeoutSeconds';
    const seconds = spec.startTimeoutMs / 1_000;
    return temporary(`it did not respond within ${seconds} s. If it needs longer, raise ${setting(key)}.`);
  }
  if (thrown instanceof ProtocolError || isWrongRevision(thrown)) {
    const { protocolVersion } = spec;
    const advice =
      protocolVersion === undefined
        ? ''
        : ` Correct or remove ${setting('protocolVersion')}, which is ${protocolVersion}.`;
    return permanent(`it rejected the handshake: ${sentence(messageOf(thrown))}${advice}`);
  }
  if (spec.target.kind === 'stdio') {
    const code = systemCodeOf(thrown);
    if (typeof code === 'string') return spawnFailure(spec.target.command, spec.target.cwd, code, setting);
    const ending = link.ending();
    if (ending !== undefined) {
      return temporary(
        `it ${ending} before it was ready. It receives only a few variables of this process's environment: ` +
          `set others that it needs in ${setting('env')}.`,
      );
    }
  } else {
    const status = statusOf(thrown);
    if (status === 401 || status === 403) {
      const key = setting(spec.target.oauth === undefined ? 'headers' : 'auth.oauth');
      return permanent(`it responded with HTTP status ${status}${bodyOf(thrown)}. Check ${key}.`);
    }
    if (status === 404 || status === 405) {
      const keys = `${setting('url')} and ${setting('transport')}`;
      return permanent(`it responded with HTTP status ${status}${bodyOf(thrown)}. Check ${keys}.`);
    }
    if (thrown instanceof RequestFailure) return { what: sentence(thrown.message), final: thrown.final };
    if (status !== undefined && status >= 300 && status < 500) {
      return permanent(`${messageOf(thrown)}. Check ${setting('url')}.`);
    }
  }
  if (spec.target.kind === 'stdio') return temporary(messageOf(thrown));
  return temporary(`${sentence(messageOf(thrown))} Start the server, or correct ${setting('url')}.`);
}

function spawnFailure(
  command: string,
  cwd: string | undefined,
  code: string,
  setting: (key: string) => string,
): Reason {
  if (code === 'ENOENT' && cwd !== undefined && !existsSync(cwd)) {
    return permanent(`its working directory ${cwd} does not exist. Correct ${setting('cwd')}.`);
  }
  const program = `the command ${JSON.stringify(command)}`;
  if (code === 'ENOENT') {
    return permanent(`${program} was not found. Install it, or correct ${setting('command')}.`);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'ENOEXEC' || code === 'ENOTDIR') {
    const advice = `Correct ${setting('command')} or the file's permissions.`;
    return permanent(`${program} is not executable (${code}). ${advice}`);
  }
  // For example EAGAIN: too many processes at the moment.
  return temporary(`the process could not be started (${code}). Check the limits on processes and memory.`);
}

/** Ends a text with a period. */
function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

function permanent(what: string): Reason {
  return { what, final: true };
}

function temporary(what: string): Reason {
  return { what, final: false };
}

/** Whether the server does not speak the revision in the settings. */
function isWrongRevision(thrown: unknown): boolean {
  // The SDK has no class for a revision that the server chose.
  if (messageOf(thrown).startsWith("Server's protocol version is not supported")) return true;
  return SdkError.isInstance(thrown) && thrown.code === SdkErrorCode.EraNegotiationFailed;
}

/** Returns what the SDK's error wraps: what this package threw below it. */
function causeOf(thrown: unknown): unknown {
  return SdkError.isInstance(thrown) && thrown.cause instanceof Error ? thrown.cause : thrown;
}

function systemCodeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown && !SdkError.isInstance(thrown)
    ? thrown.code
    : undefined;
}

/** Returns the text that came with a status, in parentheses: it often has the reason, such as a host that is not allowed. */
function bodyOf(thrown: unknown): string {
  const [, body = ''] =
    thrown instanceof RequestFailure ? (/^HTTP [^:]*: (.*)/s.exec(thrown.message) ?? []) : [];
  const text = body.replaceAll(/\s+/g, ' ').slice(0, MAX_BODY_LENGTH);
  return text === '' ? '' : ` (${text})`;
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof RequestFailure) return thrown.status;
  if (SseError.isInstance(thrown)) return thrown.code;
  return SdkHttpError.isInstance(thrown) ? thrown.status : undefined;
}
