import { messageOf } from '@mcp-agent/core/host';
import { existsSync } from 'node:fs';
import { AuthorizationError, ServerStartError } from '@mcp-agent/core/errors';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { RequestFailure } from '../request-failure.ts';
import type { ServerSpec } from '../server-spec.ts';
import type { Link } from './link.ts';

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
  if (AuthorizationError.isInstance(thrown)) return thrown;
  const { what, final } = reasonOf(spec, link, thrown);
  const stderr = link.stderr();
  const verb = spec.target.kind === 'stdio' ? 'could not be started with' : 'could not be reached at';
  const output = stderr === '' ? '' : `\nLast lines of its stderr:\n${stderr}`;
  return new ServerStartError(
    `MCP server "${spec.name}" ${verb} ${spec.label}: ${spec.redact(what)}${output}`,
    { server: spec.name, target: spec.label, stderr, ...(final && { nonRetryable: true }) },
  );
}

function reasonOf(spec: ServerSpec, link: Link, thrown: unknown): Reason {
  const setting = (key: string): string => `mcp.servers.${spec.name}.${key}`;
  if (thrown instanceof StartTimeout) {
    const key = spec.target.kind === 'stdio' ? 'startTimeoutSeconds' : 'httpTimeoutSeconds';
    return {
      what: `it did not respond within ${spec.startTimeoutMs / 1_000} s. If it needs longer, raise ${setting(key)}.`,
      final: false,
    };
  }
  if (spec.target.kind === 'stdio') {
    const code = codeOf(thrown);
    if (typeof code === 'string') return spawnFailure(spec.target.command, spec.target.cwd, code, setting);
    const ending = link.ending();
    if (ending !== undefined) {
      return {
        what: `it ${ending} before it was ready. It receives only a few variables of this process's environment: set others that it needs in ${setting('env')}.`,
        final: false,
      };
    }
  } else {
    const status = thrown instanceof RequestFailure ? thrown.status : codeOf(thrown);
    if (status === 401 || status === 403) {
      const key = setting(spec.target.oauth === undefined ? 'headers' : 'auth.oauth');
      return { what: `it responded with HTTP status ${status}. Check ${key}.`, final: true };
    }
    if (status === 404 || status === 405) {
      return {
        what: `it responded with HTTP status ${status}. Check ${setting('url')} and ${setting('transport')}.`,
        final: true,
      };
    }
    if (thrown instanceof RequestFailure) return { what: `${thrown.message}.`, final: thrown.final };
    if (typeof status === 'number' && status >= 300 && status < 500) {
      return { what: `${shortMessage(thrown)}. Check ${setting('url')}.`, final: true };
    }
  }
  if (thrown instanceof McpError) {
    return { what: `it rejected the handshake: ${shortMessage(thrown)}`, final: true };
  }
  return { what: shortMessage(thrown), final: false };
}

function spawnFailure(
  command: string,
  cwd: string | undefined,
  code: string,
  setting: (key: string) => string,
): Reason {
  if (code === 'ENOENT' && cwd !== undefined && !existsSync(cwd)) {
    return { what: `its working directory ${cwd} does not exist. Correct ${setting('cwd')}.`, final: true };
  }
  if (code === 'ENOENT') {
    return {
      what: `the command ${JSON.stringify(command)} was not found. Install it, or correct ${setting('command')}.`,
      final: true,
    };
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'ENOEXEC' || code === 'ENOTDIR') {
    return {
      what: `the command ${JSON.stringify(command)} is not executable (${code}). Correct ${setting('command')} or the file's permissions.`,
      final: true,
    };
  }
  // For example EAGAIN: too many processes at the moment.
  return {
    what: `the system could not start the process (${code}). Check its limits on processes and memory.`,
    final: false,
  };
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown && !(thrown instanceof McpError)
    ? thrown.code
    : undefined;
}

function shortMessage(thrown: unknown): string {
  return messageOf(thrown).slice(0, 1_000);
}
