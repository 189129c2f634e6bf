import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ActivityHost,
  type ActivityHostOptions,
  provideActivityStorage,
  provideTimeLimit,
  toLoggedError,
} from '@mcp-agent/core/engine';
import { reportErrors } from './activity-uncaught-errors.ts';
import type { LogLine } from './logger.ts';
import { runWithin } from './run-within.ts';

provideActivityStorage(new AsyncLocalStorage());
provideTimeLimit(runWithin);

/**
 * Creates the host on which an engine runs activities. It holds the settings and the resources that extensions open,
 * such as connections to MCP servers. Each resource is opened on first use and closed with the host.
 *
 * @example
 * ```ts
 * const host = createActivityHost({ settings, extensions: [mcpExtension] });
 * ```
 */
export function createActivityHost(options: ActivityHostOptions): ActivityHost {
  return new ActivityHost(options);
}

/**
 * Closes a host. Errors that its resources leave behind are logged, and do not end the process.
 *
 * @throws `AggregateError` if resources fail to close
 */
export function closeActivityHost(host: ActivityHost, log: LogLine): Promise<void> {
  const report = (thrown: unknown): void =>
    log('error', 'Closing a resource left an unhandled error. Await every promise in its close().', {
      error: toLoggedError(thrown),
    });
  return reportErrors(report, () => host.close());
}
