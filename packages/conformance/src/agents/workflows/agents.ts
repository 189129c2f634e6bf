import { Agent, type Message, type RequestParams, type WorkflowDefinition } from '@mcp-agent/core';
import type { ErrorData } from '@mcp-agent/core/errors';
import { thrownBy } from '../../contract/thrown-by.ts';
import { app, ConformanceLLM } from './app.ts';

export interface Ask {
  readonly question: string;
  readonly servers?: readonly string[];
  readonly instruction?: string;
  readonly params?: RequestParams;
}

export const askAgent: WorkflowDefinition<Ask, { answer: string; history: Message[] }> = app.workflow(
  'conformance.askAgent',
  async (_, { question, servers = [], instruction, params }) => {
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

/** Returns the answer without the conversation. */
export const askOnly: WorkflowDefinition<Ask, string> = app.workflow(
  'conformance.askOnly',
  async (_, { question, servers = [], params }) => {
    await using agent = new Agent({ name: 'tester', serverNames: servers });
    const llm = await agent.attachLLM(ConformanceLLM, params);
    return llm.generateStr(question);
  },
);

export const askAgentAndFail: WorkflowDefinition<Ask, ErrorData> = app.workflow(
  'conformance.askAgentAndFail',
  async (_, { question, servers = [], params }) => {
    await using agent = new Agent({ name: 'tester', serverNames: servers });
    const llm = await agent.attachLLM(ConformanceLLM, params);
    return thrownBy(() => llm.generateStr(question));
  },
);

/** Asks several questions in one conversation. */
export const converse: WorkflowDefinition<{ questions: string[]; useHistory: boolean }, string[]> =
  app.workflow('conformance.converse', async (_, { questions, useHistory }) => {
    await using agent = new Agent({ name: 'tester' });
    const llm = await agent.attachLLM(ConformanceLLM);
    const answers: string[] = [];
    for (const question of questions) answers.push(await llm.generateStr(question, { useHistory }));
    return answers;
  });

/** Requests human input twice. */
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

/** Requests human input in a child. */
export const asksInChild: WorkflowDefinition<{ childId: string }, string[]> = app.workflow(
  'conformance.asksInChild',
  (ctx, { childId }) => ctx.executeChild(asksTwice, undefined, { workflowId: childId }),
);

/** Sleeps until it is terminated. */
export const idle: WorkflowDefinition<undefined, null> = app.workflow('conformance.idle', async (ctx) => {
  await ctx.sleep('1 hour');
  return null;
});

/** Starts a request that fails while the workflow sleeps, and awaits it afterwards. */
export const awaitsRequestLate: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.awaitsRequestLate',
  async (ctx) => {
    const failing = new Agent({ name: 'late', serverNames: ['unknown'] }).listTools();
    await ctx.sleep(100);
    await ctx.sleep(100);
    return (await thrownBy(() => failing)).code;
  },
);
