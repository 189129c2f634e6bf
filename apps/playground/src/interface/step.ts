import type { HistoryStep } from '@mcp-agent/core';
import type { ErrorView } from './error.ts';
import type { Tokens } from './run.ts';

/** An attempt that failed, as it was seen while the step ran. */
export interface RetryView {
  /** The attempt that comes next, and when: milliseconds since 1970. */
  readonly attempt: number;
  readonly at: number;
  readonly error: readonly ErrorView[];
}

/** A step in a line of the timeline. What it was given and what it gave is asked for when it is opened. */
export interface StepLine {
  readonly kind: 'model' | 'tool' | HistoryStep['type'];
  /** The tool's, activity's, child's, signal's or update's name; empty for a timer. */
  readonly name: string;
  /** A few words on what it was about. */
  readonly about?: string;
  readonly status: HistoryStep['status'];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly attempts: number;
  readonly tokens?: Tokens;
  /** A tool that said that it failed. */
  readonly refused?: true;
  /** The error's own words. */
  readonly error?: string;
  /** It waits for its next attempt. */
  readonly waits?: true;
  /** The attempts before the last, the first one first. */
  readonly retries?: readonly RetryView[];
}

/** What is shown of a step that was opened. */
export interface StepDetail {
  /** The engine's own name for it. */
  readonly name: string;
  readonly type: HistoryStep['type'];
  /** As JSON, for a person to read. */
  readonly input?: string;
  readonly output?: string;
  /** The outermost first. */
  readonly error?: readonly ErrorView[];
}
