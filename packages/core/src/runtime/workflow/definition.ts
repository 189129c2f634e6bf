import type { CheckJson } from '../values/json-type.ts';
import type { JsonObject } from '../values/json.ts';
import type { WorkflowContext } from './context.ts';

/** Metadata of a workflow, for tools that list workflows. Engines ignore it. */
export interface WorkflowMetadata {
  /** Purpose of the workflow, in a sentence or two. */
  readonly description?: string;
  /** JSON Schema of the input, for example to generate a form. */
  readonly inputSchema?: JsonObject;
  /** JSON Schemas of the arguments of signals, queries and updates with one argument, by message name. */
  readonly messageSchemas?: Readonly<Record<string, JsonObject>>;
}

/**
 * A workflow: a name and a deterministic function. Created by {@link MCPApp.workflow}, and run by the executor
 * of any engine.
 *
 * `Input` and `Output` are serialized as JSON.
 */
export interface WorkflowDefinition<Input = never, Output = unknown> extends WorkflowMetadata {
  /** Unique in a worker: the engine finds the workflow by it. Temporal calls it the workflow type. */
  readonly name: string;
  /** Name of the app that defines it. */
  readonly app: string;
  readonly run: (ctx: WorkflowContext, input: Input) => Promise<Output>;
}

/**
 * The function of a workflow whose input and output are JSON. A generic function that defines workflows takes it as a
 * parameter, and passes it on to `app.workflow`.
 */
export type WorkflowFunction<Input, Output> = ((ctx: WorkflowContext, input: Input) => Promise<Output>) &
  CheckJson<Input, 'input'> &
  CheckJson<Output, 'result'>;

/** Input type of a workflow. */
export type WorkflowInput<W> = W extends WorkflowDefinition<infer Input, unknown> ? Input : never;

/** Output type of a workflow. */
export type WorkflowOutput<W> = W extends WorkflowDefinition<never, infer Output> ? Output : never;
