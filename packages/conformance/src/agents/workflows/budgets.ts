import {
  Agent,
  type AgentOptions,
  agentTool,
  limitUsage,
  type RequestParams,
  UsageBudget,
  type UsageLimit,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';
import { app, ConformanceLLM } from './app.ts';

export interface Spend {
  /** Each question is asked of a new model of the same agent. */
  readonly questions: readonly string[];
  readonly params?: RequestParams;
  /** Shared by all calls. */
  readonly shared?: UsageLimit;
  readonly agent?: Pick<AgentOptions, 'limit' | 'sampling' | 'serverNames'>;
  readonly run?: UsageLimit;
}

/** Asks questions within limits, and returns the answers and errors. */
export const spend: WorkflowDefinition<Spend, (string | ErrorData)[]> = app.workflow(
  'conformance.spend',
  async (_, { questions, params = {}, shared, agent: options, run }) => {
    if (run !== undefined) limitUsage(run);
    const limit = shared === undefined ? {} : { limit: new UsageBudget(shared) };
    const helper = new Agent({ name: 'helper', functions: ['leave_mark'] });
    const agents = [agentTool(helper, ConformanceLLM, { description: 'Helps' })];
    await using agent = new Agent({ name: 'spender', functions: ['hang', 'leave_mark'], agents, ...options });
    const answers: (string | ErrorData)[] = [];
    for (const question of questions) {
      const llm = await agent.attachLLM(ConformanceLLM, params);
      try {
        answers.push(await llm.generateStr(question, limit));
      } catch (error) {
        answers.push(errorToData(error));
      }
    }
    return answers;
  },
);
