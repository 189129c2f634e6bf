import type { JsonValue, WorkflowMessages, WorkflowStatus } from '@mcp-agent/core';
import type { ErrorView } from './error.ts';
import type { Recovery } from './recovery.ts';

/**
 * Status of a run. `opening`: its engine is starting. `lost`: the process that held it is gone, and the run is stored
 * nowhere else.
 */
export type RunStatus = 'opening' | 'lost' | Exclude<WorkflowStatus, 'timed_out' | 'continued_as_new'>;

/** An event of the process of a run: `killed` by the user, `ended` unexpectedly, or `started` again. */
export interface Mark {
  readonly kind: 'killed' | 'ended' | 'started';
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly pid: number;
}

/** A run without its steps. */
export interface RunHead {
  readonly id: string;
  readonly engine: string;
  readonly workflow: string;
  readonly input: JsonValue;
  readonly status: RunStatus;
  /** Progress notes of the engine's start. */
  readonly notes: readonly string[];
  readonly marks: readonly Mark[];
  readonly messages: WorkflowMessages;
  readonly tokens: Tokens;
  /** Milliseconds since 1970; absent if the engine did not start. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly result?: JsonValue;
  /** Digest of the whole result, even if the page receives a truncated one. */
  readonly resultDigest?: string;
  /** Set once its process has ended. */
  readonly recovery?: Recovery;
  /** The error and its causes, outermost first. */
  readonly error?: readonly ErrorView[];
}

/** Token usage of models. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  /** In dollars; absent if a model has no price in the settings. */
  readonly cost?: number;
}
