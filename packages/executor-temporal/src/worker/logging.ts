import type { Settings } from '@mcp-agent/core';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { logLine } from './log-line.ts';

const LEVELS = { debug: 'DEBUG', info: 'INFO', warning: 'WARN', warn: 'WARN', error: 'ERROR' } as const;

/** The SDK's line for an attempt of an activity that failed: the activity host writes its own, with the next attempt. */
const FAILED_ACTIVITY = 'Activity failed';

let installed = false;

/**
 * Has the SDK write what workflows and activities log at the settings' level, and of itself only warnings.
 * There is one runtime a process, and a program that has installed its own keeps it.
 */
export function installLogger(settings: Settings): void {
  if (installed) return;
  installed = true;
  const { level = 'info', type = 'console' } = settings.logger ?? {};
  const logger = new DefaultLogger(LEVELS[level], (entry) => {
    const component = entry.meta?.['sdkComponent'];
    const ours = component === 'workflow' || component === 'activity';
    const matters = entry.level === 'WARN' || entry.level === 'ERROR';
    if (entry.message === FAILED_ACTIVITY) return;
    if (type !== 'none' && (ours || matters)) process.stderr.write(logLine(entry));
  });
  try {
    Runtime.install({
      logger,
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} } },
    });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'IllegalStateError')) throw error;
  }
}
