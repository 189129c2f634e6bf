import type { Settings } from '@mcp-agent/core';
import { DefaultLogger, type LogEntry, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { logLine } from './log-line.ts';
import { TaskFailures } from './task-failures.ts';

const LEVELS = { debug: 'DEBUG', info: 'INFO', warning: 'WARN', warn: 'WARN', error: 'ERROR' } as const;

/**
 * The SDK's message for a failed activity attempt. The activity host logs its own, with the time of the next attempt.
 */
const FAILED_ACTIVITY = 'Activity failed';

/** The SDK's messages while its server is away, one for each of its polls. `ServerOutage` logs one for all. */
const RETRIED_POLL = /^gRPC call poll_\w+ retried/;

let installed: TaskFailures | undefined;

/**
 * Logs workflow and activity output at the configured level, and only warnings and errors of the SDK itself. A
 * process has one runtime; if the program has installed its own, that one stays.
 *
 * @returns the log of failed workflow tasks, with which workers register
 */
export function installLogger(settings: Settings): TaskFailures {
  if (installed !== undefined) return installed;
  const { level = 'info', type = 'console' } = settings.logger ?? {};
  const write = (entry: LogEntry): void => {
    if (type !== 'none') process.stderr.write(logLine(entry));
  };
  const failures = new TaskFailures((severity, message, meta) =>
    write({ level: LEVELS[severity], message, meta, timestampNanos: BigInt(Date.now()) * 1_000_000n }),
  );
  installed = failures;
  const logger = new DefaultLogger(LEVELS[level], (entry) => {
    const component = entry.meta?.['sdkComponent'];
    const ours = component === 'workflow' || component === 'activity';
    const matters = entry.level === 'WARN' || entry.level === 'ERROR';
    if (entry.message === FAILED_ACTIVITY || isOutage(entry)) return;
    if (matters && !ours && failures.take(entry)) return;
    if (ours || matters) write(entry);
  });
  try {
    Runtime.install({
      logger,
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} } },
    });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'IllegalStateError')) throw error;
  }
  return failures;
}

function isOutage({ message, meta }: LogEntry): boolean {
  return RETRIED_POLL.test(message) && String(meta?.['error']).includes('code: Unavailable');
}
