import {
  Agent,
  type AgentOptions,
  agentTool,
  type AugmentedLLM,
  type GenerateEvent,
  jsonSchema,
  type Message,
  type RequestParams,
  type WorkflowContext,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';
import { thrownBy } from '../../contract/thrown-by.ts';
import { toolStarted } from '../tool-started.ts';
import { app, ConformanceLLM } from './app.ts';

/** A way in which a `generate` ends early. */
export type EarlyEnd =
  | 'error'
  /** The scope around it is cancelled when a tool has started. */
  | 'cancel'
  /** It exceeds the timeout around it. */
  | 'timeout'
  /** The consumer of its stream stops at this event. */
  | { readonly stopAt: GenerateEvent['type'] };

export interface AskAgain {
  readonly end: EarlyEnd;
  readonly first: string;
  readonly second: string;
  readonly params?: RequestParams;
  readonly servers?: readonly string[];
}

/** The options of a function tool come with its definition, which workflows of the suite do not import. */
const TIME_OUT = {
  name: 'time_out',
  options: { startToCloseTimeout: 100, retry: { maximumAttempts: 1 } },
};

/** Asks a model that ends early, and asks it again. Returns the error of the first, and the conversation. */
export const askAgain: WorkflowDefinition<
  AskAgain,
  { failure: ErrorData | null; answer: string; history: Message[]; speaker: string }
> = app.workflow('conformance.askAgain', async (ctx, { end, first, second, params, servers = [] }) => {
  const next = new Agent({ name: 'next' });
  const functions = ['leave_mark', 'hang', TIME_OUT];
  await using agent = new Agent({ name: 'first', serverNames: servers, functions, handoffs: [next] });
  const llm = await agent.attachLLM(ConformanceLLM);
  let failure: ErrorData | null = null;
  try {
    await endEarly(ctx, llm, end, first, params);
  } catch (error) {
    failure = errorToData(error);
  }
  const answer = await llm.generateStr(second);
  return { failure, answer, history: [...llm.history], speaker: llm.agent.name };
});

async function endEarly(
  ctx: WorkflowContext,
  llm: AugmentedLLM,
  end: EarlyEnd,
  question: string,
  params?: RequestParams,
): Promise<unknown> {
  if (end === 'error') return llm.generateStr(question, params);
  if (end === 'timeout') return ctx.withTimeout(100, () => llm.generateStr(question, params));
  if (end === 'cancel') {
    return ctx.cancellable(async (scope) => {
      const answer = llm.generateStr(question, params);
      await ctx.waitForSignal(toolStarted);
      scope.cancel();
      return answer;
    });
  }
  for await (const event of llm.generateStream(question, { ...params, interval: 0 })) {
    if (event.type === end.stopAt) break;
  }
  return undefined;
}

/** Asks an agent whose tool is another agent, with the limits of each. */
export const delegateWithin: WorkflowDefinition<
  { question: string; params: RequestParams; limit?: AgentOptions['limit'] },
  string | ErrorData
> = app.workflow('conformance.delegateWithin', async (_, { question, params, limit }) => {
  const options = limit === undefined ? {} : { limit };
  const helper = new Agent({ name: 'helper', functions: ['leave_mark'], ...options });
  const agents = [agentTool(helper, ConformanceLLM, { description: 'Helps', params })];
  const llm = await new Agent({ name: 'boss', agents }).attachLLM(ConformanceLLM);
  try {
    return await llm.generateStr(question);
  } catch (error) {
    return errorToData(error);
  }
});

/** Hands over in a call without history, and returns the agent and the conversation after it. */
export const handOverAside: WorkflowDefinition<
  { questions: [string, string, string] },
  { answers: string[]; speaker: string }
> = app.workflow('conformance.handOverAside', async (_, { questions: [first, aside, last] }) => {
  const other = new Agent({ name: 'other', instruction: 'You are the other.' });
  const agent = new Agent({ name: 'first', instruction: 'You are the first.', handoffs: [other] });
  const llm = await agent.attachLLM(ConformanceLLM);
  const answers = [
    await llm.generateStr(first),
    await llm.generateStr(aside, { useHistory: false }),
    await llm.generateStr(last),
  ];
  return { answers, speaker: llm.agent.name };
});

/** Asks one model several questions at once; the one at `cancelled` is cancelled while it waits. */
export const askAtOnce: WorkflowDefinition<
  { questions: string[]; cancelled?: number; useHistory: boolean },
  (string | null)[]
> = app.workflow('conformance.askAtOnce', async (ctx, { questions, cancelled, useHistory }) => {
  const llm = await new Agent({ name: 'busy', functions: ['leave_mark'] }).attachLLM(ConformanceLLM);
  return Promise.all(
    questions.map((question, index) =>
      ctx
        .cancellable((scope) => {
          const answer = llm.generateStr(question, { useHistory });
          if (index === cancelled) scope.cancel();
          return answer;
        })
        .catch((error: unknown) => {
          if (index === cancelled) return null;
          throw error;
        }),
    ),
  );
});

/** A tool of an agent calls the agent's own model. */
export const askItself: WorkflowDefinition<{ question: string; useHistory: boolean }, string> = app.workflow(
  'conformance.askItself',
  async (_, { question, useHistory }) => {
    const description = { name: 'ask', inputSchema: { type: 'object' }, repeatable: false };
    const call = async (): Promise<[{ type: 'text'; text: string }]> => {
      const asked = '[{"say":"inner"}]';
      const text = useHistory
        ? (await thrownBy(() => llm.generateStr(asked))).code
        : await llm.generateStr(asked, { useHistory });
      return [{ type: 'text', text }];
    };
    const llm = await new Agent({ name: 'self', agents: [{ description, call }] }).attachLLM(ConformanceLLM);
    return llm.generateStr(question);
  },
);

/** Uses parameters wherever they are accepted, and returns the errors. */
export const tryParams: WorkflowDefinition<{ params: RequestParams }, ErrorData[]> = app.workflow(
  'conformance.tryParams',
  async (_, { params }) => {
    const agent = new Agent({ name: 'strict' });
    const llm = await agent.attachLLM(ConformanceLLM);
    const tries: (() => unknown)[] = [
      () => llm.generate('[]', params),
      () => llm.generateStr('[]', params),
      () => llm.generateStructured('[]', jsonSchema({ type: 'object' }), params),
      () => llm.generateStream('[]', params).next(),
      () => agent.attachLLM(ConformanceLLM, params),
      () => agentTool(agent, ConformanceLLM, { description: 'Fails', params }),
    ];
    const errors: ErrorData[] = [];
    for (const attempt of tries) errors.push(await thrownBy(async () => attempt()));
    return errors;
  },
);
