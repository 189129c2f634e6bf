import type { HistoryStep } from '@mcp-agent/core';
import type { ErrorView } from './error.ts';
import type { Tokens } from './run.ts';

/** A failed attempt, as seen while the step was running. */
export interface RetryView {
  /** Number of the next attempt. */
  readonly attempt: number;
  /** Time of the next attempt, in milliseconds since 1970. */
  readonly at: number;
  readonly error: readonly ErrorView[];
}

/** A step in the timeline. Its input and output are loaded when the user opens it. */
export interface StepLine {
  readonly kind: 'model' | 'tool' | HistoryStep['type'];
  /** Name of the tool, activity, child, signal or update; empty for a timer. */
  readonly name: string;
  /** A short summary of its input or output. */
  readonly about?: string;
  readonly status: HistoryStep['status'];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly attempts: number;
  readonly tokens?: Tokens;
  /** Whether the tool returned an error. */
  readonly refused?: true;
  /** The error message. */
  readonly error?: string;
  /** Whether it waits for its next attempt. */
  readonly waits?: true;
  /** The attempts before the last one, in order. */
  readonly retries?: readonly RetryView[];
}

/** The details of an opened step. */
export interface StepDetail {
  /** The engine's name for the step. */
  readonly name: string;
  readonly type: HistoryStep['type'];
  /** Indented JSON. */
  readonly input?: string;
  readonly output?: string;
  /** Outermost error first. */
  readonly error?: readonly ErrorView[];
}
