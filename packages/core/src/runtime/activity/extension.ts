import type { Settings } from '../settings.ts';
import type { ResourceDefinition } from './resource.ts';

/**
 * Adds capabilities to an activity host, such as access to the tools of MCP servers. Importing an extension
 * defines its activities. Passing it to a host makes its resources available to activities.
 */
export interface HostExtension {
  readonly name: string;
  /** Resources by the names that activities request. */
  readonly resources: readonly ResourceDefinition<unknown>[];
  /**
   * Returns whether, with these settings, the host keeps state between calls, so that later calls must reach
   * the same host. Default: false.
   */
  isStateful?(settings: Settings): boolean;
}
