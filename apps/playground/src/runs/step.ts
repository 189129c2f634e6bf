import type { HistoryStep } from '@mcp-agent/core';
import type { ErrorView } from '../interface/error.ts';

/** Common fields of all steps. */
export interface AnyStep {
  readonly status: HistoryStep['status'];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs?: number;
  readonly attempts: number;
  /** The error and its causes, outermost first. */
  readonly error?: readonly ErrorView[];
}

/** A model call. Its answer is absent until it ends. */
export interface ModelStep extends AnyStep {
  readonly kind: 'model';
  readonly answer?: {
    /** The service's name for it. */
    readonly model: string;
    readonly inputTokens: number;
    readonly outputTokens: number;
    /** In dollars, if the model has a price in the settings. */
    readonly cost?: number;
    readonly text: string;
    /** The requested tools. `known` is false if no server has the tool. */
    readonly toolCalls: readonly { readonly name: string; readonly known: boolean }[];
  };
}

/** A tool call. Its result is absent until it ends. */
export interface ToolStep extends AnyStep {
  readonly kind: 'tool';
  readonly server: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly result?: { readonly text: string; readonly characters: number; readonly isError: boolean };
}

/** Any other step. */
export interface OtherStep extends AnyStep {
  readonly kind: HistoryStep['type'];
  readonly name: string;
}

/** A step of a run, for the user. The same for all engines. */
export type StepView = ModelStep | ToolStep | OtherStep;
