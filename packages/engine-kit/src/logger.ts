import type { JsonObject, LogLevel, Settings } from '@mcp-agent/core';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export type LogLine = (level: LogLevel, message: string, attributes: JsonObject) => void;

/** Returns a logger that writes lines at or above the configured level to stderr. Default: `info`. */
export function createLogger(settings: Settings): LogLine {
  const { level: least = 'info', type = 'console' } = settings.logger ?? {};
  if (type === 'none') return () => {};
  const from = LEVELS.indexOf(least === 'warning' ? 'warn' : least);
  return (level, message, attributes) => {
    if (LEVELS.indexOf(level) < from) return;
    process.stderr.write(`${new Date().toISOString()} ${level} ${message} ${JSON.stringify(attributes)}\n`);
  };
}
