import type { Executor, Settings } from '@mcp-agent/core';

/** The files and settings of a suite. Pass them to the engine as a user would. */
export interface ConformanceFiles {
  /** The suite's workflows. */
  readonly workflows: URL;
  /** The suite's activities, some of them plain functions. Load the file where activities run. */
  readonly activities: URL;
  /** Settings for the process that runs activities. */
  readonly settings: Settings;
}

/** An engine that is ready to run a suite. */
export interface EngineUnderTest {
  readonly executor: Executor;
  /** Creates another executor of the engine, for the cases that close it. */
  another(): Executor | Promise<Executor>;
  /** Stops what was started in addition to the executor, such as a worker. The suite closes the executor itself. */
  close?(): Promise<void>;
}

/** Starts an engine for a suite. */
export type StartEngine = (files: ConformanceFiles) => Promise<EngineUnderTest>;
