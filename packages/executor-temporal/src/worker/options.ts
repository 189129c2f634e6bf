import type { Settings } from '@mcp-agent/core';
import type { HostExtension } from '@mcp-agent/core/engine';
import type { TemporalOptions } from '../options.ts';
import type { TemporalSettings } from '../settings.ts';

/** A workflow file bundled for Temporal's isolate, with a source map. */
export interface WorkflowBundle {
  /** The bundle's source. Write it to a file unchanged. */
  readonly code: string;
}

/** Options for a worker. Omitted connection options come from `settings.temporal`. */
export interface WorkerOptions
  extends TemporalOptions, Pick<TemporalSettings, 'maxConcurrentActivities' | 'shutdownGraceSeconds'> {
  /** File that defines the workflows, `.ts` or `.js`: `new URL('./workflows.ts', import.meta.url)`. */
  readonly workflows: URL;
  /**
   * The result of `bundleWorkflows` for that file: the URL of the saved bundle, or the bundle itself. Halves the
   * worker's start time. Default: the worker bundles the file on start.
   */
  readonly workflowBundle?: URL | WorkflowBundle;
  /** File of plain functions that workflows call with `proxyActivities`. */
  readonly activities?: URL;
  /**
   * Settings for activities: servers, API keys, defaults. The worker first imports the modules in
   * `workflowTaskModules`, resolved from the workflow file or else from the working directory. Default: none.
   */
  readonly settings?: Settings;
  /**
   * Whether the worker waits for a server that is not reachable when it starts, and logs that it does. A missing
   * namespace or a rejected key is an error in any case. Default: true for `runWorker`, false for `startWorker`.
   */
  readonly waitForServer?: boolean;
  /** Resources that activities can use. Default: MCP servers, through `@mcp-agent/mcp`. */
  readonly extensions?: readonly HostExtension[];
}
