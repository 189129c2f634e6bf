import type { Settings } from '@mcp-agent/core';
import type { HostExtension } from '@mcp-agent/core/engine';
import type { TemporalOptions } from '../options.ts';
import type { WorkflowBundle } from './workflow-bundle.ts';

/** What a worker is made from. What is not said here is taken from `settings.temporal`. */
export interface WorkerOptions extends TemporalOptions {
  /** The file that defines the workflows, `.ts` or `.js`: `new URL('./workflows.ts', import.meta.url)`. */
  readonly workflows: URL;
  /**
   * What `bundleWorkflows` made of that file before: the file that it was written to, or the bundle itself. The
   * worker starts in half the time. Default: the worker bundles the file when it starts.
   */
  readonly workflowBundle?: URL | WorkflowBundle;
  /** A file of plain functions that workflows call with `proxyActivities`. */
  readonly activities?: URL;
  /**
   * What activities are given: servers, keys, defaults. The modules of its `workflowTaskModules` are imported
   * first, as the workflow file could import them, else as a file of the working directory could. Default: none.
   */
  readonly settings?: Settings;
  /** What activities can reach beside what they open themselves. Default: MCP servers, by `@mcp-agent/mcp`. */
  readonly extensions?: readonly HostExtension[];
  /** How many activities this process runs at once. Default: 100, the SDK's. */
  readonly maxConcurrentActivities?: number;
}
