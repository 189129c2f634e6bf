import type { JsonObject, LogLevel, Settings } from '@mcp-agent/core';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export type LogLine = (level: LogLevel, message: string, attributes: JsonObject) => void;

/** Writes lines of the settings' level and above to stderr. */
export function createLogger(settings: Settings): LogLine {
  const { level: least = 'info', type = 'console' } = settings.logger ?? {};
  if (type === 'none') return () => {};
  const from = LEVELS.indexOf(least === 'warning' ? 'warn' : least);
  return (level, message, attributes) => {
    if (LEVELS.indexOf(level) < from) return;
    process.stderr.write(`${new Date().toISOString()} ${level} ${message} ${JSON.stringify(attributes)}\n`);
  };
}
