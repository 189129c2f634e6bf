import {
  Agent,
  agentTool,
  type GenerateEvent,
  jsonSchema,
  type RequestParams,
  type StructuredEvent,
  type StructuredParams,
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

/** Asks an agent with the given abilities, and returns its answer or the error. */
export const askAble: WorkflowDefinition<AskWith, string | ErrorData> = app.workflow(
  'conformance.askAble',
  async (_, { question, servers = [], functions = [], params, ...able }) => {
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

/** Asks for a structured answer, and returns it with the repair requests that the model received. */
export const askForCity: WorkflowDefinition<
  { question: string } & Pick<StructuredParams, 'maxRepairs' | 'maxIterations' | 'onTurnLimit'>,
  { city: string; repairs: string[] } | ErrorData
> = app.workflow('conformance.askForCity', async (_, { question, ...params }) => {
  const llm = await new Agent({ name: 'geographer', functions: ['leave_mark'] }).attachLLM(ConformanceLLM);
  try {
    const { city } = await llm.generateStructured(question, CITY, params);
    const users = llm.history.filter((message) => message.role === 'user');
    return { city, repairs: users.slice(1).map(({ content }) => JSON.stringify(content)) };
  } catch (error) {
    return errorToData(error);
  }
});

const CITIES = jsonSchema<string[]>({ type: 'array', items: { type: 'string' } });

/** Asks for a list and a number, and returns both. */
export const askForCities: WorkflowDefinition<
  { question: string; count: string },
  { cities: string[]; count: number }
> = app.workflow('conformance.askForCities', async (_, { question, count }) => {
  const llm = await new Agent({ name: 'geographer' }).attachLLM(ConformanceLLM);
  return {
    cities: await llm.generateStructured(question, CITIES),
    count: await llm.generateStructured(count, jsonSchema<number>({ type: 'integer' })),
  };
});

/** Reads a structured stream, and returns the texts of its events and the answer. */
export const streamCity: WorkflowDefinition<
  { question: string },
  { events: StructuredEvent<{ city: string }>[]; answer: { city: string } }
> = app.workflow('conformance.streamCity', async (_, { question }) => {
  const llm = await new Agent({ name: 'geographer' }).attachLLM(ConformanceLLM);
  const events: StructuredEvent<{ city: string }>[] = [];
  const stream = llm.generateStructuredStream(question, CITY, { interval: 0 });
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return { events, answer: next.value };
    events.push(next.value);
  }
});

/** Reads a stream, and returns its events and the answer. */
export const readStream: WorkflowDefinition<
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

/** Runs agents in child workflows. */
export const family: WorkflowDefinition<{ questions: string[] }, null> = app.workflow(
  'conformance.family',
  async (ctx, { questions }) => {
    for (const question of questions) await ctx.executeChild(askAble, { question });
    return null;
  },
);

/** Asks an agent that has another agent as a tool. */
export const delegate: WorkflowDefinition<{ question: string }, string> = app.workflow(
  'conformance.delegate',
  async (_, { question }) => {
    const helper = new Agent({ name: 'helper', instruction: 'Help.' });
    const boss = new Agent({
      name: 'boss',
      agents: [agentTool(helper, ConformanceLLM, { description: 'Helps' })],
    });
    return (await boss.attachLLM(ConformanceLLM)).generateStr(question);
  },
);

/** Asks an agent that can hand off to another, and returns the answers and the last agent. */
export const handOver: WorkflowDefinition<{ questions: string[] }, { answers: string[]; speaker: string }> =
  app.workflow('conformance.handOver', async (_, { questions }) => {
    const second = new Agent({ name: 'second', instruction: 'You are the second.' });
    const first = new Agent({ name: 'first', instruction: 'You are the first.', handoffs: [second] });
    const llm = await first.attachLLM(ConformanceLLM);
    const answers: string[] = [];
    for (const question of questions) answers.push(await llm.generateStr(question));
    return { answers, speaker: llm.agent.name };
  });
