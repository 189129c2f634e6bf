import type { WorkflowContext } from './context.ts';

/**
 * A workflow: a name and a function that decides what happens. Made by {@link MCPApp.workflow}, given to any
 * engine's executor.
 *
 * `Input` and `Output` cross as JSON.
 */
export interface WorkflowDefinition<Input = never, Output = unknown> {
  /** Unique in a worker: it is how an engine finds the workflow again. Temporal's name for it is workflow type. */
  readonly name: string;
  /** The name of the app that defined it. */
  readonly app: string;
  readonly run: (ctx: WorkflowContext, input: Input) => Promise<Output>;
}

/** What a workflow takes. */
export type WorkflowInput<W> = W extends WorkflowDefinition<infer Input, unknown> ? Input : never;

/** What a workflow gives. */
export type WorkflowOutput<W> = W extends WorkflowDefinition<never, infer Output> ? Output : never;
