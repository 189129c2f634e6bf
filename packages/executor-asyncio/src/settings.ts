import type { Settings } from '@mcp-agent/core';
import { ConfigurationError } from '@mcp-agent/core/errors';

/** The `asyncio` section of the settings. */
export interface AsyncioSettings {
  /** Maximum number of finished runs to keep; older ones are forgotten. Default: 1,000. */
  readonly keepFinished?: number;
  /** How long running workflows may clean up when the executor closes, in seconds. Default: 5. */
  readonly closeGraceSeconds?: number;
}

declare module '@mcp-agent/core' {
  interface Settings {
    /** The in-memory engine. Read by `@mcp-agent/executor-asyncio`. */
    readonly asyncio?: AsyncioSettings;
  }
}

/** @throws {@link ConfigurationError} for a value that is not a number of at least 0 */
export function resolveSettings({ asyncio = {} }: Settings): Required<AsyncioSettings> {
  const { keepFinished = 1_000, closeGraceSeconds = 5 } = asyncio;
  for (const [key, value] of Object.entries({ keepFinished, closeGraceSeconds })) {
    if (typeof value === 'number' && value >= 0) continue;
    throw new ConfigurationError(
      `The setting asyncio.${key} is ${JSON.stringify(value)}. Use a number of at least 0.`,
      { path: `asyncio.${key}` },
    );
  }
  return { keepFinished, closeGraceSeconds };
}
