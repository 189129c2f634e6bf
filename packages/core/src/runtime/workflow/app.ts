import { checkFunction, checkObject } from '../values/invalid-argument.ts';
import { checkDefinedName, checkName } from '../values/names.ts';
import type { WorkflowDefinition, WorkflowFunction, WorkflowMetadata } from './definition.ts';
import { registerWorkflow } from './registry.ts';

/** Options of an {@link MCPApp}. */
export interface MCPAppOptions {
  /** Name of the app in workflow lists. */
  readonly name: string;
}

/**
 * An application: a group of workflows. mcp-agent's `MCPApp` without the settings, which belong to the process
 * that runs the workflows: a file that a workflow imports must never contain secrets.
 *
 * @example
 * ```ts
 * import { MCPApp } from '@mcp-agent/core';
 *
 * export const app = new MCPApp({ name: 'greeter' });
 *
 * export const greet = app.workflow('greet', async (ctx, input: { name: string }) => {
 *   await ctx.sleep('10ms');
 *   return `Hello, ${input.name}!`;
 * });
 * ```
 */
export class MCPApp {
  readonly name: string;

  /** @throws {@link InvalidArgumentError} */
  constructor(options: MCPAppOptions) {
    checkObject('options', options, 'an object with the name of the app');
    this.name = checkName('app name', options.name);
  }

  /**
   * Defines a workflow. The types of its input and output are inferred from the function.
   *
   * The function must be deterministic, so that an engine can replay it: use the clock, random numbers, the
   * network and the disk only through `ctx`, an {@link Agent} or an activity.
   *
   * The types of its input and output must be JSON: a `Date` or a function in them does not compile.
   *
   * @param name unique among all workflows that a worker runs
   * @param about description and JSON Schemas of the workflow, for tools that list workflows. This metadata is
   * not validated. Default: none
   * @throws {@link InvalidArgumentError} for an invalid name or function
   */
  workflow<Input, Output>(
    name: string,
    run: WorkflowFunction<Input, Output>,
    about: WorkflowMetadata = {},
  ): WorkflowDefinition<Input, Output> {
    checkFunction('run', run);
    checkObject('about', about);
    const { description, inputSchema, messageSchemas } = about;
    const definition: WorkflowDefinition<Input, Output> = {
      name: checkDefinedName('workflow name', name),
      app: this.name,
      run,
      ...(description !== undefined && { description }),
      ...(inputSchema !== undefined && { inputSchema }),
      ...(messageSchemas !== undefined && { messageSchemas }),
    };
    registerWorkflow(definition);
    return definition;
  }
}
