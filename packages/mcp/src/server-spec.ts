import type { Settings } from '@mcp-agent/core';
import { ConfigurationError, ServerStartError } from '@mcp-agent/core/errors';
import { HIDDEN, type Redactor, redactor } from '@mcp-agent/core/host';
import type { LoggingLevel } from '@modelcontextprotocol/client';
import type { OAuthHost } from './auth/resolve.ts';
import type { OAuthClientSettings } from './auth/settings.ts';
import { commandLine, secretsOf, urlLabel } from './redact.ts';
import type { McpHeaders, McpRoot, McpServerSettings } from './settings.ts';
import { MAX_TIMER_MS } from './wait.ts';

/** A server that this client starts as a program. */
export interface StdioTarget {
  readonly kind: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

/** A server reached over HTTP. */
export interface HttpTarget {
  readonly kind: 'streamable_http' | 'sse';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Returns the headers of each request; with it, `headers` is empty but for the API key. */
  readonly currentHeaders: McpHeaders | undefined;
  readonly terminateOnClose: boolean;
  /** OAuth settings, if the server uses it. */
  readonly oauth: { readonly client: OAuthClientSettings; readonly host: OAuthHost } | undefined;
}

/** A server's validated settings, with defaults applied. */
export interface ServerSpec extends Redactor {
  readonly name: string;
  readonly target: StdioTarget | HttpTarget;
  /** The command line or URL, with secrets hidden. */
  readonly label: string;
  readonly startTimeoutMs: number;
  readonly readTimeoutMs: number;
  /** Whether the settings of the server have `readTimeoutSeconds`. */
  readonly isReadTimeoutSet: boolean;
  /** For how long to keep trying while the server cannot be reached. */
  /** `undefined`: that of `calls.tool` in the settings. */
  readonly reconnectTimeoutMs: number | undefined;
  readonly allowedTools: ReadonlySet<string> | undefined;
  readonly pinnedTools: ReadonlyMap<string, string>;
  readonly roots: readonly McpRoot[];
  readonly perAgent: boolean;
  readonly sessionIdleMs: number;
  /** The minimum level of the server's log messages. */
  readonly logLevel: LoggingLevel;
  /** The only protocol revision to use; `undefined` for the newest that the server speaks. */
  readonly protocolVersion: string | undefined;
}

/**
 * Validates one server's settings.
 *
 * @throws {@link ConfigurationError} when the settings are inconsistent or the transport is not supported
 * @throws {@link ServerStartError} when the URL is invalid
 */
export function resolveServer(
  name: string,
  settings: McpServerSettings,
  { logger = {}, oauth }: { readonly logger?: Settings['logger']; readonly oauth: OAuthHost },
): ServerSpec {
  const { redact, hide } = redactor(secretsOf(settings));
  const target = resolveTarget(name, settings, oauth, redact);
  return {
    name,
    target,
    label: redact(target.kind === 'stdio' ? commandLine(target.command, target.args) : urlLabel(target.url)),
    startTimeoutMs:
      target.kind === 'stdio'
        ? milliseconds(name, 'startTimeoutSeconds', settings.startTimeoutSeconds, 60)
        : milliseconds(name, 'httpTimeoutSeconds', settings.httpTimeoutSeconds, 30),
    readTimeoutMs: milliseconds(name, 'readTimeoutSeconds', settings.readTimeoutSeconds, 300),
    reconnectTimeoutMs: reconnectTimeoutMs(name, settings, target),
    isReadTimeoutSet: settings.readTimeoutSeconds !== undefined,
    allowedTools: settings.allowedTools === undefined ? undefined : new Set(settings.allowedTools),
    pinnedTools: new Map(Object.entries(settings.pinnedTools ?? {})),
    roots: settings.roots ?? [],
    perAgent: settings.session === 'per_agent',
    sessionIdleMs: milliseconds(name, 'sessionIdleSeconds', settings.sessionIdleSeconds, 3_600),
    logLevel: logger.level === 'warn' ? 'warning' : (logger.level ?? 'info'),
    protocolVersion: revision(name, settings.protocolVersion),
    redact,
    hide,
  };
}

function resolveTarget(
  name: string,
  settings: McpServerSettings,
  host: OAuthHost,
  redact: (text: string) => string,
): StdioTarget | HttpTarget {
  const { command, url } = settings;
  const transport = settings.transport ?? (command === undefined ? 'streamable_http' : 'stdio');
  if (settings.transport === undefined && command && url) {
    throw misconfigured(
      name,
      'transport',
      'both command (stdio) and url (HTTP) are set',
      'Set transport, or remove one',
    );
  }
  switch (transport) {
    case 'stdio':
      if (!command)
        throw misconfigured(name, 'command', 'transport is stdio and command is not set', 'Set it');
      return {
        kind: 'stdio',
        command,
        args: settings.args ?? [],
        cwd: settings.cwd,
        env: settings.env ?? {},
      };
    case 'streamable_http':
    case 'sse':
      if (!url && settings.transport === undefined) {
        throw misconfigured(name, 'url', 'neither command (stdio) nor url (HTTP) is set', 'Set one of them');
      }
      if (!url) throw misconfigured(name, 'url', `transport is ${transport} and url is not set`, 'Set it');
      return {
        kind: transport,
        url: readUrl(name, url, redact),
        headers: headersOf(settings),
        currentHeaders: typeof settings.headers === 'function' ? settings.headers : undefined,
        oauth: settings.auth?.oauth?.enabled === true ? { client: settings.auth.oauth, host } : undefined,
        terminateOnClose: settings.terminateOnClose ?? true,
      };
    default: {
      const problem = `transport ${JSON.stringify(transport)} is not supported`;
      throw misconfigured(name, 'transport', problem, 'Use stdio, streamable_http or sse');
    }
  }
}

/** Adds the API key, unless the headers have an `authorization` header in any case. */
function headersOf({ auth, headers: given = {} }: McpServerSettings): Readonly<Record<string, string>> {
  const headers = typeof given === 'function' ? {} : given;
  const authorized = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
  if (auth?.apiKey === undefined || authorized) return headers;
  return { ...headers, authorization: `Bearer ${auth.apiKey}` };
}

function readUrl(name: string, text: string, redact: (text: string) => string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  // The query and the part before an `@` may be secret, even in an invalid URL.
  const target = redact(text.replace(/\?.*$/s, `?${HIDDEN}`).replace(/\/\/[^/]*@/, `//${HIDDEN}@`));
  throw new ServerStartError(
    `MCP server "${name}" cannot be reached at ${JSON.stringify(target)}: this is not an http or https URL. ` +
      `Correct mcp.servers.${name}.url.`,
    { server: name, target, stderr: '', nonRetryable: true },
  );
}

function revision(name: string, version: string | undefined): string | undefined {
  if (version === undefined || /^\d{4}-\d{2}-\d{2}$/.test(version)) return version;
  throw misconfigured(
    name,
    'protocolVersion',
    `protocolVersion is ${JSON.stringify(version)}`,
    'Set it to a revision of MCP, such as 2026-07-28, or remove it',
  );
}

/** A program that does not start is more often wrong than away. */
const START_AGAIN_SECONDS = 60;

function reconnectTimeoutMs(
  name: string,
  { reconnectTimeoutSeconds: seconds }: McpServerSettings,
  { kind }: ServerSpec['target'],
): number | undefined {
  // A timeout of 0 does not retry.
  if (seconds === 0) return 0;
  if (seconds === undefined && kind !== 'stdio') return undefined;
  return milliseconds(name, 'reconnectTimeoutSeconds', seconds, START_AGAIN_SECONDS);
}

function milliseconds(name: string, key: string, seconds: number | undefined, otherwise: number): number {
  if (seconds === undefined) return otherwise * 1_000;
  if (typeof seconds !== 'number' || !(seconds > 0)) {
    throw misconfigured(
      name,
      key,
      `${key} is ${JSON.stringify(seconds)}`,
      'Set it to a number of seconds above 0',
    );
  }
  return Math.min(seconds * 1_000, MAX_TIMER_MS);
}

/** @param advice what to do about the setting, without its path and a period */
function misconfigured(name: string, key: string, problem: string, advice: string): ConfigurationError {
  const path = `mcp.servers.${name}.${key}`;
  return new ConfigurationError(`MCP server "${name}" cannot be used: ${problem}. ${advice} (${path}).`, {
    path,
  });
}
