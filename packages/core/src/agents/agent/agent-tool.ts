import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import type { ContentPart } from '../model/messages.ts';
import type { RequestParams } from '../model/params.ts';
import type { ToolDescription } from '../model/tools.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { Agent, LLMClass } from './agent.ts';
import type { AugmentedLLM } from './augmented-llm.ts';

/** Something that a model may call and that the workflow itself does. */
export interface WorkflowTool {
  readonly description: ToolDescription;
  /** @returns what the model is told; what it throws fails the run */
  call(args: JsonObject): Promise<readonly ContentPart[]>;
}

/** How an agent is offered to the model of another. */
export interface AgentToolOptions {
  /** The tool's name. Default: the agent's. */
  readonly name?: string;
  /** Tells the model what the agent is good for. */
  readonly description: string;
  /** How the agent's own model is asked. */
  readonly params?: RequestParams;
}

/**
 * An agent as a tool of another: it is asked in words, in a conversation of its own, and its last words are
 * what the tool gives.
 *
 * @example
 * ```ts
 * const librarian = new Agent({ name: 'librarian', serverNames: ['library'] });
 * const writer = new Agent({
 *   name: 'writer',
 *   agents: [agentTool(librarian, OpenAIAugmentedLLM, { description: 'Finds books' })],
 * });
 * ```
 */
export function agentTool(
  agent: Agent,
  llm: LLMClass<AugmentedLLM>,
  { name = agent.name, description, params = {} }: AgentToolOptions,
): WorkflowTool {
  return {
    description: { name, description, inputSchema: REQUEST, repeatable: false },
    call: async ({ request }) => {
      if (typeof request !== 'string') {
        throw new InvalidArgumentError(`The agent "${name}" is asked with { request: "..." }.`, {
          argument: 'request',
        });
      }
      const model = await agent.attachLLM(llm, params);
      return [{ type: 'text', text: await model.generateStr(request) }];
    },
  };
}

const REQUEST: JsonObject = {
  type: 'object',
  properties: {
    request: { type: 'string', description: 'What is to be done, with all that must be known for it' },
  },
  required: ['request'],
};
