import type { JsonValue, WorkflowInfo } from '@mcp-agent/core';
import type { Step } from './record.ts';

/** Records a run, or replays it. */
export interface Tape {
  /** The identity of the run. */
  readonly info: WorkflowInfo;
  readonly replaying: boolean;
  now(): number;
  /** Reads a clock or a random source. */
  reading<T>(name: string, read: () => T): T;
  /** Begins a step, and returns its key. */
  begin(step: Step): string;
  /** Runs a step, or returns its recorded outcome. `cancels` is whether cancelling its scope ends the wait. */
  outcome(key: string, cancels: boolean, run: () => Promise<JsonValue>): Promise<JsonValue>;
  /** Waits for a duration. */
  sleep(key: string, ms: number): Promise<void>;
  /** Notes that the run continues as new. */
  continuedAsNew(): void;
}
