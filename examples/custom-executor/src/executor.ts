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

/** Where the workflows are kept; and what activities are given: servers, keys, defaults. */
export interface SqliteOptions extends Settings {
  /** The SQLite file; it is made if it is not there. One process at a time may hold it. */
  readonly file: string;
}

const CLOSE_GRACE_MS = 5_000;

/**
 * Runs workflows durably without a server: what they did is kept in a SQLite file, and an executor that opens
 * the file goes on with those that have not ended.
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
   * Opens the file and goes on with its workflows: import what defines them before.
   *
   * @throws EngineUnavailableError when another process holds the file, or it cannot be used
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

  /** Lets go of what runs, which goes on when the file is opened again, and ends the MCP servers. */
  protected override async release(): Promise<void> {
    this.#store.letGo();
    await this.#store.activities.settled(CLOSE_GRACE_MS);
    await closeActivityHost(this.#host, this.#store.log);
    this.#store.close();
  }
}

function noCron(): CapabilityError {
  return new CapabilityError(
    'This engine keeps no schedule. Loop in the workflow with ctx.sleep and ctx.continueAsNew, which outlives the process.',
    { engine: 'sqlite', capability: 'schedule' },
  );
}

/** What `@mcp-agent/config` calls to make the engine that a configuration names. */
export function createExecutor(settings: Settings & { readonly executorOptions?: object }): SqliteExecutor {
  const { executorOptions = {}, ...rest } = settings;
  if ('file' in executorOptions && typeof executorOptions.file === 'string') {
    return new SqliteExecutor({ ...rest, file: executorOptions.file });
  }
  throw new ConfigurationError(
    'The engine "sqlite" needs a file to keep workflows in. Write executor_options: { file: ./workflows.db } into the configuration.',
    { path: 'executor_options.file' },
  );
}
