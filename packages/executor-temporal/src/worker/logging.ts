import type { Settings } from '@mcp-agent/core';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

const LEVELS = { debug: 'DEBUG', info: 'INFO', warning: 'WARN', warn: 'WARN', error: 'ERROR' } as const;

let installed = false;

/**
 * Has the SDK write what workflows and activities log at the settings' level, and of itself only warnings.
 * There is one runtime a process, and a program that has installed its own keeps it.
 */
export function quietRuntime(settings: Settings): void {
  if (installed) return;
  installed = true;
  const { level = 'info', type = 'console' } = settings.logger ?? {};
  const write = new DefaultLogger(LEVELS[level]);
  const logger = new DefaultLogger('TRACE', ({ level: of, message, meta }) => {
    const ours = meta?.['sdkComponent'] === 'workflow' || meta?.['sdkComponent'] === 'activity';
    if (type !== 'none' && (ours || of === 'WARN' || of === 'ERROR')) write.log(of, message, meta);
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
