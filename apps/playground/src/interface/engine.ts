import type { ErrorView } from './error.ts';

/**
 * What has become of an engine: `closed` until somebody wants it, `killed` by the playground's button, `ended` by
 * itself, `failed` to open.
 */
export type EngineState = 'closed' | 'opening' | 'ready' | 'killed' | 'ended' | 'failed';

/** An engine as the page shows it. */
export interface EngineView {
  readonly name: string;
  readonly state: EngineState;
  /** Whether a run outlives the process that works on it. */
  readonly durable: boolean;
  /** The process that the playground started for it. */
  readonly pid?: number;
  /** What was said while it was opened. */
  readonly notes: readonly string[];
  readonly error?: readonly ErrorView[];
  /** What is missing, and how to get it. */
  readonly missing?: string;
}
