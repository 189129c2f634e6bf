import type { Settings } from '../settings.ts';
import type { ResourceDefinition } from './resource.ts';

/**
 * What a host can do beyond plain activities: for example, reach the tools of MCP servers. Importing it defines its
 * activities; giving it to a host gives activities the resources that it opens.
 */
export interface HostExtension {
  readonly name: string;
  /** Resources by the names under which activities ask for them. */
  readonly resources: readonly ResourceDefinition<unknown>[];
  /**
   * Whether the host keeps something between calls, by its settings, so that later calls must reach the same host.
   * Default: it does not.
   */
  isStateful?(settings: Settings): boolean;
}
