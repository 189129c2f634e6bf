import type { JsonValue, WorkflowInfo } from '@mcp-agent/core';
import type { Step } from './record.ts';

/** What a run is written to, or repeated from. */
export interface Tape {
  /** Who the run is. */
  readonly info: WorkflowInfo;
  readonly replaying: boolean;
  now(): number;
  /** A reading of a clock or of chance. */
  reading<T>(name: string, read: () => T): T;
  /** The workflow asks for something: gives the step's key. */
  begin(step: Step): string;
  /** Does a step, or gives what it came to when it was done. `cancels`: its scope's cancellation ends the wait for it. */
  outcome(key: string, cancels: boolean, really: () => Promise<JsonValue>): Promise<JsonValue>;
  /** Waits that long. */
  sleep(key: string, ms: number): Promise<void>;
  /** The run ends to be continued as another. */
  continuedAsNew(): void;
}
