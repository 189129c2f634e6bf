import type { LogEntry } from '@temporalio/worker';

const LEVELS = { TRACE: 'debug', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Temporal's names for what every engine's log calls otherwise, and what nobody reads a log for. */
const NAMES: Readonly<Record<string, string | undefined>> = {
  workflowType: 'workflowName',
  activityType: 'activity',
};
const LEFT_OUT = new Set(['sdkComponent', 'taskToken', 'namespace', 'taskQueue', 'isLocal', 'durationMs']);

/** One line of a log, as the engine in memory writes its own. */
export function logLine({ level, message, meta = {}, timestampNanos }: LogEntry): string {
  const attributes = Object.fromEntries(
    Object.entries(meta)
      .filter(([name]) => !LEFT_OUT.has(name))
      .map(([name, value]) => [NAMES[name] ?? name, value instanceof Error ? briefly(value) : value]),
  );
  const time = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  return `${time} ${LEVELS[level]} ${message} ${JSON.stringify(attributes, bigintsAsTexts)}\n`;
}

/** The history has the whole of it. */
function briefly(error: Error): string {
  const kind = 'type' in error && typeof error.type === 'string' ? error.type : error.name;
  return `${kind}: ${error.message}`;
}

function bigintsAsTexts(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
