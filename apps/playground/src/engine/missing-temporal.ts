import type { Config } from '@mcp-agent/config';
import { findTemporal, TemporalUnavailableError } from '@mcp-agent/testing/temporal';

/** Returns what is missing to run Temporal on this machine and how to install it; `undefined` if nothing is. */
export async function missingTemporal(config: Config): Promise<string | undefined> {
  if (config.temporal.host !== undefined) return undefined;
  try {
    await findTemporal({
      sources: ['environment address', 'environment binary', 'PATH', 'cache'],
      onProgress: () => {},
    });
    return undefined;
  } catch (error) {
    if (TemporalUnavailableError.isInstance(error)) return error.message;
    throw error;
  }
}
