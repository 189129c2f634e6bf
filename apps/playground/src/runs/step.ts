import type { HistoryStep } from '@mcp-agent/core';
import type { ErrorView } from '../interface/error.ts';

/** What all steps have. */
export interface AnyStep {
  readonly status: HistoryStep['status'];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs?: number;
  readonly attempts: number;
  /** Why it failed, the outermost error first. */
  readonly error?: readonly ErrorView[];
}

/** A model was asked. What it answered is there once it has. */
export interface ModelStep extends AnyStep {
  readonly kind: 'model';
  readonly answer?: {
    /** As the service names it. */
    readonly model: string;
    readonly inputTokens: number;
    readonly outputTokens: number;
    /** In dollars, where the model has a price in the settings. */
    readonly cost?: number;
    readonly text: string;
    /** The tools that it wants called. `known` is false where no server has such a tool. */
    readonly toolCalls: readonly { readonly name: string; readonly known: boolean }[];
  };
}

/** A tool was called. What it gave is there once it has. */
export interface ToolStep extends AnyStep {
  readonly kind: 'tool';
  readonly server: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly result?: { readonly text: string; readonly characters: number; readonly isError: boolean };
}

/** Anything else that a workflow does or that comes to it. */
export interface OtherStep extends AnyStep {
  readonly kind: HistoryStep['type'];
  readonly name: string;
}

/** A step of a run as people are shown it, the same for all engines. */
export type StepView = ModelStep | ToolStep | OtherStep;
