import {
  Agent,
  agentTool,
  type GenerateEvent,
  jsonSchema,
  type RequestParams,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';
import { app, ConformanceLLM } from './app.ts';

export interface AskWith {
  readonly question: string;
  readonly servers?: readonly string[];
  readonly functions?: readonly string[];
  readonly approve?: readonly string[];
  readonly humanInput?: boolean;
  readonly patience?: string;
  readonly elicitation?: 'person';
  readonly sampling?: boolean;
  readonly params?: RequestParams;
}

/** Asks an agent that can do what it is told that it can, and gives the answer or what went wrong. */
export const askAble: WorkflowDefinition<AskWith, string | ErrorData> = app.workflow(
  'conformance.askAble',
  async (_, { question, servers = [], functions = [], params, ...able }: AskWith) => {
    const { approve, humanInput = false, patience, elicitation, sampling = false } = able;
    const timeout = patience === undefined ? {} : { timeout: patience };
    await using agent = new Agent({
      name: 'able',
      serverNames: servers,
      functions,
      sampling,
      ...(humanInput && { humanInput: timeout }),
      ...(approve !== undefined && { approval: { tools: approve, ...timeout } }),
      ...(elicitation !== undefined && { elicitation }),
    });
    const llm = await agent.attachLLM(ConformanceLLM, params);
    try {
      return await llm.generateStr(question);
    } catch (error) {
      return errorToData(error);
    }
  },
);

const CITY = jsonSchema<{ city: string }>({
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
});

/** Asks for a value that fits a schema, and gives how it is told to the model in the end. */
export const askForCity: WorkflowDefinition<
  { question: string; maxRepairs?: number },
  { city: string; told: string[] } | ErrorData
> = app.workflow(
  'conformance.askForCity',
  async (_, { question, ...params }: { question: string; maxRepairs?: number }) => {
    const llm = await new Agent({ name: 'geographer' }).attachLLM(ConformanceLLM);
    try {
      const { city } = await llm.generateStructured(question, CITY, params);
      const users = llm.history.filter((message) => message.role === 'user');
      return { city, told: users.slice(1).map(({ content }) => JSON.stringify(content)) };
    } catch (error) {
      return errorToData(error);
    }
  },
);

/** Listens to a model that writes, and gives what it heard, and what it was given in the end. */
export const listen: WorkflowDefinition<
  { question: string; servers?: string[]; stopAfter?: number },
  { events: GenerateEvent[]; answer: string }
> = app.workflow('conformance.listen', async (_, { question, servers = [], stopAfter = Infinity }) => {
  const llm = await new Agent({ name: 'writer', serverNames: servers }).attachLLM(ConformanceLLM);
  const events: GenerateEvent[] = [];
  const stream = llm.generateStream(question, { interval: 0 });
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return { events, answer: next.value.at(-1)?.text ?? '' };
    events.push(next.value);
    if (events.length < stopAfter) continue;
    await stream.return([]);
    return { events, answer: 'stopped' };
  }
});

/** Starts agents as children. */
export const family: WorkflowDefinition<{ questions: string[] }, null> = app.workflow(
  'conformance.family',
  async (ctx, { questions }: { questions: string[] }) => {
    for (const question of questions) await ctx.executeChild(askAble, { question });
    return null;
  },
);

/** An agent with another as its tool. */
export const delegate: WorkflowDefinition<{ question: string }, string> = app.workflow(
  'conformance.delegate',
  async (_, { question }: { question: string }) => {
    const helper = new Agent({ name: 'helper', instruction: 'Help.' });
    const boss = new Agent({
      name: 'boss',
      agents: [agentTool(helper, ConformanceLLM, { description: 'Helps' })],
    });
    return (await boss.attachLLM(ConformanceLLM)).generateStr(question);
  },
);

/** An agent that may hand over to another; both are asked, and who speaks in the end is told. */
export const handOver: WorkflowDefinition<{ questions: string[] }, { answers: string[]; speaker: string }> =
  app.workflow('conformance.handOver', async (_, { questions }: { questions: string[] }) => {
    const second = new Agent({ name: 'second', instruction: 'You are the second.' });
    const first = new Agent({ name: 'first', instruction: 'You are the first.', handoffs: [second] });
    const llm = await first.attachLLM(ConformanceLLM);
    const answers: string[] = [];
    for (const question of questions) answers.push(await llm.generateStr(question));
    return { answers, speaker: llm.agent.name };
  });
