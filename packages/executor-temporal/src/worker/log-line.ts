import type { LogEntry } from '@temporalio/worker';

const LEVELS = { TRACE: 'debug', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/**
 * Temporal's attribute names, mapped to the names that all engines log; `LEFT_OUT` lists attributes without value for
 * readers.
 */
const NAMES: Readonly<Record<string, string | undefined>> = {
  workflowType: 'workflowName',
  activityType: 'activity',
};
const LEFT_OUT = new Set(['sdkComponent', 'taskToken', 'namespace', 'taskQueue', 'isLocal', 'durationMs']);

/** Formats one log line like the in-memory engine. */
export function logLine({ level, message, meta = {}, timestampNanos }: LogEntry): string {
  const attributes = Object.fromEntries(
    Object.entries(meta)
      .filter(([name]) => !LEFT_OUT.has(name))
      .map(([name, value]) => [NAMES[name] ?? name, value instanceof Error ? briefly(value) : value]),
  );
  const time = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  return `${time} ${LEVELS[level]} ${message} ${JSON.stringify(attributes, bigintsAsTexts)}\n`;
}

/** Shortens an error; the history has its details. */
function briefly(error: Error): string {
  const kind = 'type' in error && typeof error.type === 'string' ? error.type : error.name;
  return `${kind}: ${error.message}`;
}

function bigintsAsTexts(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
