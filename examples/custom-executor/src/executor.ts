import type { Settings, WorkflowDescription } from '@mcp-agent/core';
import { CapabilityError, ConfigurationError } from '@mcp-agent/core/errors';
import type { ActivityHost, Message } from '@mcp-agent/core/engine';
import {
  type Control,
  closeActivityHost,
  createActivityHost,
  createLogger,
  EngineExecutor,
  RunningActivities,
  type StartRequest,
} from '@mcp-agent/engine-kit';
import { describeStored } from '@mcp-agent/engine-kit/replay';
import { mcpExtension } from '@mcp-agent/mcp';
import { RunStore } from './store.ts';

/** Options: the file of the workflows, and the settings for activities. */
export interface SqliteOptions extends Settings {
  /** Path of the SQLite file, created if missing. Only one process at a time can open it. */
  readonly file: string;
}

const CLOSE_GRACE_MS = 5_000;

/**
 * Runs workflows durably without a server: their steps are stored in a SQLite file, and an executor that opens the file
 * continues its open workflows.
 *
 * @example
 * ```ts
 * await using executor = new SqliteExecutor({ file: './workflows.db' });
 * const greeting = await executor.executeWorkflow(greet, { name: 'Ada' });
 * ```
 */
export class SqliteExecutor extends EngineExecutor {
  override readonly engine = 'sqlite';
  readonly #host: ActivityHost;
  readonly #store: RunStore;

  /**
   * Opens the file and continues its workflows. Import the files that define them first.
   *
   * @throws EngineUnavailableError when another process locks the file, or it is not a valid database
   */
  constructor({ file, ...settings }: SqliteOptions) {
    super();
    this.#host = createActivityHost({ settings, extensions: [mcpExtension] });
    this.#store = new RunStore(file, new RunningActivities(this.#host), createLogger(settings));
    this.#store.resume();
  }

  protected override start(request: StartRequest, signal?: Message): Control {
    if (request.cron !== undefined) throw noCron();
    const { workflowId, runId } = this.#store.start(request).record.info;
    const control = this.#store.control(workflowId, runId);
    if (signal !== undefined) void control.signal(signal.name, signal.args).catch(() => {});
    return control;
  }

  protected override find(workflowId: string, runId: string | undefined): Control {
    return this.#store.control(workflowId, runId);
  }

  protected override *list(): Generator<WorkflowDescription> {
    for (const stored of this.#store.all()) yield describeStored(stored);
  }

  /** Stops the runs, which continue when the file is opened again, and closes the host. */
  protected override async release(): Promise<void> {
    this.#store.leaveAll();
    await this.#store.activities.settled(CLOSE_GRACE_MS);
    await closeActivityHost(this.#host, this.#store.log);
    this.#store.close();
  }
}

function noCron(): CapabilityError {
  return new CapabilityError(
    'Workflow cannot be scheduled: the engine "sqlite" does not support cron. Loop in the workflow with ctx.sleep and ctx.continueAsNew.',
    { engine: 'sqlite', capability: 'schedule' },
  );
}

/** Creates the executor from a configuration. `@mcp-agent/config` calls it. */
export function createExecutor(settings: Settings & { readonly executorOptions?: object }): SqliteExecutor {
  const { executorOptions = {}, ...rest } = settings;
  if ('file' in executorOptions && typeof executorOptions.file === 'string') {
    return new SqliteExecutor({ ...rest, file: executorOptions.file });
  }
  throw new ConfigurationError(
    'Engine "sqlite" cannot be created: executor_options.file is not set. Add executor_options: { file: ./workflows.db }.',
    { path: 'executor_options.file' },
  );
}
