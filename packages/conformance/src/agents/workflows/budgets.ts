import {
  Agent,
  type AgentOptions,
  agentTool,
  type JsonObject,
  limitUsage,
  type RequestParams,
  UsageBudget,
  type UsageLimit,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { BudgetExceededError, type ErrorData, errorToData } from '@mcp-agent/core/errors';
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

export interface Family {
  readonly run?: UsageLimit;
  /** Asked before the children start. */
  readonly before?: readonly string[];
  /** Run concurrently. */
  readonly children?: readonly Family[];
  /** Time to sleep before anything else. */
  readonly sleepMs?: number;
  /** Number of times that the run continues as new after its questions; the answers before are dropped. */
  readonly repeats?: number;
  /** Whether the run continues as new before it does anything. */
  readonly continues?: boolean;
  /** Asked after the children have ended. */
  readonly questions: readonly string[];
}

/** Asks questions in a family of workflows, and returns the answers, or the kinds of the limits that stopped them. */
export const spendInFamily: WorkflowDefinition<Family, string[]> = app.workflow(
  'conformance.spend-in-family',
  async (ctx, family: Family) => {
    const { run, before = [], children = [], questions, continues = false, repeats = 0, sleepMs } = family;
    if (sleepMs !== undefined) await ctx.sleep(sleepMs);
    if (continues) return ctx.continueAsNew({ ...family, continues: false });
    if (run !== undefined) limitUsage(run);
    await using agent = new Agent({ name: 'spender' });
    const ask = async (asked: readonly string[]): Promise<string[]> => {
      const answers: string[] = [];
      for (const question of asked) {
        const llm = await agent.attachLLM(ConformanceLLM);
        answers.push(
          await llm.generateStr(question).catch((error: unknown) => {
            if (!BudgetExceededError.isInstance(error)) throw error;
            return `exceeded ${error.kind}`;
          }),
        );
      }
      return answers;
    };
    const own = await ask(before);
    const theirs = await Promise.all(children.map((child) => ctx.executeChild(spendInFamily, child)));
    const answers = [...own, ...theirs.flat(), ...(await ask(questions))];
    return repeats === 0 ? answers : ctx.continueAsNew({ ...family, repeats: repeats - 1 });
  },
);

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

/** Hands over from an agent with a limit, and asks the next one, whose server samples its model. */
export const handOverAndSample: WorkflowDefinition<{ question: string; limit: UsageLimit }, string> =
  app.workflow('conformance.handOverAndSample', async (_, { question, limit }) => {
    await using next = new Agent({ name: 'next', serverNames: ['tools'], sampling: true });
    const first = new Agent({ name: 'first', handoffs: [next], limit });
    const llm = await first.attachLLM(ConformanceLLM);
    return llm.generateStr(question, { parallelToolCalls: false });
  });

/** Calls a tool whose server samples the agent's model, and returns which calls failed. */
export const sampleWithin: WorkflowDefinition<{ calls: JsonObject[]; limit: UsageLimit }, boolean[]> =
  app.workflow('conformance.sampleWithin', async (_, { calls, limit }) => {
    await using agent = new Agent({ name: 'direct', serverNames: ['tools'], sampling: true });
    await agent.attachLLM(ConformanceLLM, { limit });
    const failed: boolean[] = [];
    for (const call of calls) failed.push((await agent.callTool('tools', 'consult', call)).isError);
    return failed;
  });
