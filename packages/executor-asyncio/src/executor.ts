import type { Settings, WorkflowDescription } from '@mcp-agent/core';
import { CapabilityError } from '@mcp-agent/core/errors';
import type { ActivityHost, HostExtension, Message, WorkflowRuntime } from '@mcp-agent/core/engine';
import {
  type Control,
  closeActivityHost,
  createActivityHost,
  EngineExecutor,
  type StartRequest,
} from '@mcp-agent/engine-kit';
import { AsyncioControl } from './control.ts';
import { DEFAULT_EXTENSIONS } from './default-extensions.ts';
import { resolveSettings } from './settings.ts';
import { RunStore } from './store.ts';

/** Options for {@link AsyncioExecutor}, beside the settings. */
export interface AsyncioExecutorOptions {
  /** Resources that activities can use. Default: MCP servers, through `@mcp-agent/mcp`. */
  readonly extensions?: readonly HostExtension[];
  /** Wraps the runtime of each workflow, for tools that observe it, such as `checkPortability`. */
  readonly intercept?: (runtime: WorkflowRuntime) => WorkflowRuntime;
}

/**
 * Runs workflows in memory: nothing to install or start. All state is lost when the process ends. The counterpart of
 * mcp-agent's `AsyncioExecutor`.
 *
 * @example
 * ```ts
 * await using executor = new AsyncioExecutor();
 * const greeting = await executor.executeWorkflow(greet, { name: 'Ada' });
 * ```
 */
export class AsyncioExecutor extends EngineExecutor {
  override readonly engine = 'asyncio';
  readonly #host: ActivityHost;
  readonly #store: RunStore;
  readonly #closeGraceMs: number;

  /**
   * @param settings settings for activities: servers, API keys, defaults. Default: none
   * @throws {@link ConfigurationError} for invalid settings of the engine
   */
  constructor(settings: Settings = {}, options: AsyncioExecutorOptions = {}) {
    super();
    const { extensions = DEFAULT_EXTENSIONS, intercept = (runtime) => runtime } = options;
    const { keepFinished, closeGraceSeconds } = resolveSettings(settings);
    this.#host = createActivityHost({ settings, extensions });
    this.#store = new RunStore(this.#host, settings, keepFinished, intercept);
    this.#closeGraceMs = closeGraceSeconds * 1_000;
  }

  protected override start(request: StartRequest, signal?: Message): Control {
    if (request.cron !== undefined) throw noCron();
    const run = this.#store.start(request, request);
    if (signal !== undefined) void run.signal(signal.name, signal.args);
    return new AsyncioControl(run);
  }

  protected override find(workflowId: string, runId: string | undefined): Control {
    return new AsyncioControl(this.#store.find(workflowId, runId));
  }

  protected override *list(): Generator<WorkflowDescription> {
    for (const run of this.#store.list()) yield run.describe();
  }

  /** Cancels all running workflows, waits for them to clean up, and stops the MCP servers that the executor started. */
  protected override async release(): Promise<void> {
    await this.#store.close(this.#closeGraceMs);
    await closeActivityHost(this.#host, this.#store.log);
  }
}

function noCron(): CapabilityError {
  return new CapabilityError(
    'The in-memory engine does not support cron, because its schedules would end with the process. Use a scheduler of ' +
      'your system, a loop with ctx.sleep and ctx.continueAsNew, or a durable engine such as Temporal.',
    { engine: 'asyncio', capability: 'schedule' },
  );
}

/** Creates the executor. `@mcp-agent/config` calls this function for the engine named in a configuration. */
export function createExecutor(settings: Settings): AsyncioExecutor {
  return new AsyncioExecutor(settings);
}
