import { checkFunction, checkObject } from '../values/invalid-argument.ts';
import { checkDefinedName, checkName } from '../values/names.ts';
import type { WorkflowContext } from './context.ts';
import type { WorkflowMetadata, WorkflowDefinition } from './definition.ts';
import { registerWorkflow } from './registry.ts';

/** What an app is made from. */
export interface MCPAppOptions {
  /** What the app is called where its workflows are listed. */
  readonly name: string;
}

/**
 * An application: the workflows that belong together. It is mcp-agent's `MCPApp`, less its settings: those
 * belong to whoever runs the workflows, because secrets must never be in a file that a workflow imports.
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
   * Defines a workflow. What it takes and gives is inferred from the function.
   *
   * The function decides and does not act: it touches no clock, chance, network or disk but through `ctx`,
   * an {@link Agent} or an activity, so that an engine can run it again and come to the same place.
   *
   * @param name unique among all workflows that a worker runs
   * @param about a description and JSON Schemas of what it takes, for those who list the workflow. Nobody checks
   * anything by them. Default: nothing is said
   * @throws {@link InvalidArgumentError} for a name or a function that cannot be meant
   */
  workflow<Input, Output>(
    name: string,
    run: (ctx: WorkflowContext, input: Input) => Promise<Output>,
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
