import type { Config } from '@mcp-agent/config';
import { findTemporal, TemporalUnavailableError } from '@mcp-agent/testing/temporal';

/** What is missing for Temporal on this machine and how to get it, or nothing where it is at hand. */
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
