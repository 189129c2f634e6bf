import { Agent, type Message, type RequestParams, type WorkflowDefinition } from '@mcp-agent/core';
import { errorToData, type ErrorData } from '@mcp-agent/core/errors';
import { app, ConformanceLLM } from './app.ts';

export interface Ask {
  readonly question: string;
  readonly servers?: readonly string[];
  readonly instruction?: string;
  readonly params?: RequestParams;
}

export const askAgent: WorkflowDefinition<Ask, { answer: string; history: Message[] }> = app.workflow(
  'conformance.askAgent',
  async (_, { question, servers = [], instruction, params }: Ask) => {
    await using agent = new Agent({
      name: 'tester',
      serverNames: servers,
      ...(instruction !== undefined && { instruction }),
    });
    const llm = await agent.attachLLM(ConformanceLLM, params);
    const answer = await llm.generateStr(question);
    return { answer, history: [...llm.history] };
  },
);

/** Gives the answer alone: the conversation stays in the workflow. */
export const askOnly: WorkflowDefinition<Ask, string> = app.workflow(
  'conformance.askOnly',
  async (_, { question, servers = [], params }: Ask) => {
    await using agent = new Agent({ name: 'tester', serverNames: servers });
    const llm = await agent.attachLLM(ConformanceLLM, params);
    return llm.generateStr(question);
  },
);

export const askAgentAndFail: WorkflowDefinition<Ask, ErrorData> = app.workflow(
  'conformance.askAgentAndFail',
  async (_, { question, servers = [], params }: Ask) => {
    await using agent = new Agent({ name: 'tester', serverNames: servers });
    const llm = await agent.attachLLM(ConformanceLLM, params);
    try {
      await llm.generateStr(question);
    } catch (error) {
      return errorToData(error);
    }
    return errorToData('nothing was thrown');
  },
);

/** Asks one thing after the other. */
export const converse: WorkflowDefinition<{ questions: string[]; useHistory: boolean }, string[]> =
  app.workflow(
    'conformance.converse',
    async (_, { questions, useHistory }: { questions: string[]; useHistory: boolean }) => {
      await using agent = new Agent({ name: 'tester' });
      const llm = await agent.attachLLM(ConformanceLLM);
      const answers: string[] = [];
      for (const question of questions) answers.push(await llm.generateStr(question, { useHistory }));
      return answers;
    },
  );

/** Asks a person twice, one question after the other. */
export const asksTwice: WorkflowDefinition<undefined, string[]> = app.workflow(
  'conformance.asksTwice',
  async (ctx) => {
    const agent = new Agent({ name: 'asker' });
    await ctx.sleep(50);
    const first = await agent.requestHumanInput({ prompt: 'first' });
    await ctx.sleep(50);
    return [first, await agent.requestHumanInput({ prompt: 'second' })];
  },
);

/** Does nothing until it is terminated. */
export const idle: WorkflowDefinition<undefined, null> = app.workflow('conformance.idle', async (ctx) => {
  await ctx.sleep('1 hour');
  return null;
});

/** Starts a request that fails while the workflow waits for something else, and awaits it afterwards. */
export const awaitsRequestLate: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.awaitsRequestLate',
  async (ctx) => {
    const failing = new Agent({ name: 'late', serverNames: ['unknown'] }).listTools();
    await ctx.sleep(100);
    await ctx.sleep(100);
    return failing.then(
      () => 'nothing was thrown',
      (error: unknown) => errorToData(error).code,
    );
  },
);
