import { checkParams } from '../model/check-params.ts';
import type { RequestParams } from '../model/params.ts';
import { fromJson, type JsonObject } from '../../runtime/values/json.ts';
import type { Agent, LLMClass } from './agent.ts';
import type { AugmentedLLM } from './augmented-llm.ts';
import { UsageBudget } from './budget.ts';
import type { WorkflowTool } from './workflow-tool.ts';

/** Options of an agent that is used as a tool. */
export interface AgentToolOptions {
  /** The tool's name. Default: the agent's. */
  readonly name?: string;
  /** Describes to the model what the agent is for. */
  readonly description: string;
  /** Request parameters of the agent's own model. */
  readonly params?: RequestParams;
}

/**
 * Makes an agent available as a tool of another agent. Each call starts a conversation of its own and returns
 * the text of its last message.
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
  checkParams(params);
  return {
    description: { name, description, inputSchema: REQUEST, repeatable: false },
    call: async (args, budget) => {
      const { request } = fromJson<{ request: string }>(args);
      const limit = UsageBudget.combine([budget, params.limit]);
      const model = await agent.attachLLM(llm, { ...params, limit });
      return [{ type: 'text', text: await model.generateStr(request) }];
    },
  };
}

const REQUEST: JsonObject = {
  type: 'object',
  properties: {
    request: { type: 'string', description: 'The task, with all the context that it needs' },
  },
  required: ['request'],
};
