import type { ErrorView } from './error.ts';

/**
 * State of an engine: `closed` before its first use, `killed` by the user, `ended` if its process exited
 * unexpectedly, `failed` if it could not be opened.
 */
export type EngineState = 'closed' | 'opening' | 'ready' | 'killed' | 'ended' | 'failed';

/** An engine on the page. */
export interface EngineView {
  readonly name: string;
  readonly state: EngineState;
  /** Whether runs outlive the engine's process. */
  readonly durable: boolean;
  /** ID of the engine's process. */
  readonly pid?: number;
  /** Progress notes of the start. */
  readonly notes: readonly string[];
  readonly error?: readonly ErrorView[];
  /** What is missing to start it, and how to install it. */
  readonly missing?: string;
}
