import type { JsonObject } from '../values/json.ts';
import type { WorkflowContext } from './context.ts';

/** What a workflow says of itself to those who list it. Engines do not look at it. */
export interface WorkflowMetadata {
  /** What it is for, in a sentence or two. */
  readonly description?: string;
  /** JSON Schema of what it takes, such as a form is made from. */
  readonly inputSchema?: JsonObject;
  /** JSON Schemas of the one thing that its signals, queries and updates carry, by their names. */
  readonly messageSchemas?: Readonly<Record<string, JsonObject>>;
}

/**
 * A workflow: a name and a function that decides what happens. Made by {@link MCPApp.workflow}, given to any
 * engine's executor.
 *
 * `Input` and `Output` cross as JSON.
 */
export interface WorkflowDefinition<Input = never, Output = unknown> extends WorkflowMetadata {
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
