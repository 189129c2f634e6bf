import type { JsonValue, WorkflowMessages, WorkflowStatus } from '@mcp-agent/core';
import type { ErrorView } from './error.ts';
import type { Recovery } from './recovery.ts';

/**
 * `opening`: the engine is still being started for it. `lost`: the process that held it is gone, and nothing of
 * it is anywhere else.
 */
export type RunStatus = 'opening' | 'lost' | Exclude<WorkflowStatus, 'timed_out' | 'continued_as_new'>;

/** Something that befell the process which works on a run: `killed` by the playground, `ended` by itself. */
export interface Mark {
  readonly kind: 'killed' | 'ended' | 'started';
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly pid: number;
}

/** A run without its steps, as the page gets it. */
export interface RunHead {
  readonly id: string;
  readonly engine: string;
  readonly workflow: string;
  readonly input: JsonValue;
  readonly status: RunStatus;
  /** What was said while the engine was opened. */
  readonly notes: readonly string[];
  readonly marks: readonly Mark[];
  readonly messages: WorkflowMessages;
  readonly tokens: Tokens;
  /** Milliseconds since 1970; absent where the engine never came to start it. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly result?: JsonValue;
  /** Of the whole result, also where the page is given a part of it. */
  readonly resultDigest?: string;
  /** Once its process has ended. */
  readonly recovery?: Recovery;
  /** Why it failed, the outermost error first. */
  readonly error?: readonly ErrorView[];
}

/** What models read and wrote. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  /** In dollars; absent where a model has no price in the settings. */
  readonly cost?: number;
}
