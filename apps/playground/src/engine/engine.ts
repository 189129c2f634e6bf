import type { Config } from '@mcp-agent/config';
import type { Executor } from '@mcp-agent/core';

/** An engine that is ready to run workflows, with whatever had to be started for it. */
export interface Engine extends AsyncDisposable {
  readonly name: string;
  readonly executor: Executor;
  /** Rejects when the engine can run nothing any more. */
  readonly broken: Promise<never>;
}

/** What an engine is opened with. */
export interface EngineOptions {
  readonly config: Config;
  /** Told what is done, for a person to read. */
  readonly onProgress: (message: string) => void;
  /** Ends the opening. */
  readonly signal: AbortSignal;
}
