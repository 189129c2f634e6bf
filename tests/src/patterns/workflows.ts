import { Agent, jsonSchema, MCPApp, type WorkflowContext } from '@mcp-agent/core';
import {
  EvaluatorOptimizerLLM,
  LLMIntentClassifier,
  LLMRouter,
  Orchestrator,
  ParallelLLM,
  type QualityRating,
} from '@mcp-agent/core/patterns';
import { agent, orError, PlayedLLM as llm } from './played.ts';

const app = new MCPApp({ name: 'patterns' });

const TOLD = jsonSchema<{ told: string }>({
  type: 'object',
  properties: { told: { type: 'string' } },
  required: ['told'],
});

export const review = app.workflow('patterns.review', async (_, { text }: { text: string }) =>
  new ParallelLLM({
    llm,
    fanOut: { grammar: agent('proofreader'), words: (story) => story.split(' ').length },
    fanIn: agent('grader'),
  }).generateStr(text),
);

/** Two tasks that wait for each other finish only if they run concurrently. */
export const together = app.workflow('patterns.together', async (ctx, { text }: { text: string }) => {
  let come = 0;
  const meet = async (): Promise<number> => {
    come += 1;
    await ctx.condition(() => come % 2 === 0);
    return come;
  };
  const parallel = new ParallelLLM({
    llm,
    fanOut: { one: meet, other: meet },
    fanIn: ({ one, other }) => ({ sum: one + other }),
  });
  const { sum } = await parallel.run(text);
  return { sum, text: await parallel.generateStr(text), form: await parallel.generateStructured(text, TOLD) };
});

export const nested = app.workflow('patterns.nested', async (_, { text }: { text: string }) => {
  const inner = new ParallelLLM({ llm, fanOut: { deep: agent('deep') }, fanIn: ({ deep }) => deep });
  const attached = await agent('attached').attachLLM(llm);
  const outer = new ParallelLLM({ llm, fanOut: { inner, attached }, fanIn: (results) => results });
  const router = new LLMRouter({ llm, agents: { both: { description: 'Both', llm: outer } } });
  return router.generateStr(text);
});

function makeRouter() {
  return new LLMRouter({
    llm,
    agents: {
      fetch: new Agent({ name: 'fetcher', instruction: 'fetcher', serverNames: ['mail'] }),
      writer: new Agent({
        name: 'writer',
        instruction: 'writer',
        description: 'Writes letters',
      }),
    },
    servers: { fetch: 'Reads pages' },
    functions: { add: { description: 'Adds', run: (left: number, right: number) => left + right } },
  });
}

export const route = app.workflow(
  'patterns.route',
  async (_, { request, topK }: { request: string; topK: number }) => {
    const routes = await makeRouter().route(request, { topK });
    return routes.map((found) => ({
      kind: found.kind,
      name: found.name,
      confidence: found.confidence,
      reasoning: found.reasoning,
      ...(found.kind === 'agent' && { agent: found.agent.name }),
      ...(found.kind === 'function' && { sum: found.run(1, 2) }),
    }));
  },
);

export const routeByKind = app.workflow(
  'patterns.routeByKind',
  async (_, { request }: { request: string }) => {
    const router = makeRouter();
    return {
      agents: (await router.routeToAgent(request)).map(({ agent: found }) => found.name),
      servers: (await router.routeToServer(request)).map(({ name }) => name),
      functions: (await router.routeToFunction(request)).map(({ name }) => name),
    };
  },
);

export const routeAndAsk = app.workflow(
  'patterns.routeAndAsk',
  async (_, { request }: { request: string }) => {
    const router = makeRouter();
    const answer = await orError(router.generateStr(request));
    return { answer, form: await orError(router.generateStructured(request, TOLD)) };
  },
);

/** Instruction of the model that chooses. */
export const routing = app.workflow('patterns.routing', async () => {
  const ask = new LLMRouter({ llm, agents: { plain: agent('plain') } });
  return orError(ask.routeToServer('none'));
});

export const classify = app.workflow(
  'patterns.classify',
  async (_, { request, topK }: { request: string; topK: number }) =>
    new LLMIntentClassifier({
      llm,
      intents: { refund: { description: 'Wants money back' }, order: { examples: ['I take two'] } },
    }).classify(request, { topK }),
);

export interface Objective {
  readonly plans: readonly object[];
  readonly planType: 'full' | 'iterative';
  readonly maxIterations?: number;
}

function orchestrate(ctx: WorkflowContext, { plans, ...options }: Objective) {
  let come = 0;
  const pair = {
    generateStr: async (message: unknown) => {
      come += 1;
      await ctx.condition(() => come === 2);
      return `met: ${String(message).includes('<done>')}`;
    },
    generateStructured: () => Promise.reject(new Error('not asked for')),
  };
  const orchestrator = new Orchestrator({
    llm,
    agents: { finder: agent('finder'), pair: { description: 'Two that meet', llm: pair } },
    synthesizer: agent('synthesizer'),
    ...options,
  });
  return { orchestrator, objective: JSON.stringify(plans) };
}

export const orchestrated = app.workflow('patterns.orchestrated', async (ctx, input: Objective) => {
  const { orchestrator, objective } = orchestrate(ctx, input);
  return orError(orchestrator.execute(objective));
});

export const orchestratedForm = app.workflow('patterns.orchestratedForm', async (ctx, input: Objective) => {
  const { orchestrator, objective } = orchestrate(ctx, input);
  return orchestrator.generateStructured(objective, TOLD);
});

export const optimize = app.workflow(
  'patterns.optimize',
  async (
    _,
    { ratings, ...options }: { ratings: string; minRating?: QualityRating; maxRefinements?: number },
  ) => {
    const optimizer = new EvaluatorOptimizerLLM({
      llm,
      optimizer: agent('author'),
      evaluator: 'Is it long enough?',
      ...options,
    });
    return { ...(await optimizer.optimize(ratings)), text: await optimizer.generateStr(ratings) };
  },
);

/** Instruction of an optimizer that rewrites its answer. */
export const refine = app.workflow('patterns.refine', async () => {
  const told: string[] = [];
  const author = {
    generateStr: (message: unknown) => Promise.resolve(`draft ${told.push(String(message))}`),
    generateStructured: () => Promise.reject(new Error('not asked for')),
  };
  const optimizer = new EvaluatorOptimizerLLM({ llm, optimizer: author, evaluator: agent('judge') });
  return { form: await optimizer.generateStructured('poor good', TOLD), told };
});

/** Agents that hand off to each other and back, and share the workflow's state. */
export const swarm = app.workflow(
  'patterns.swarm',
  async (_, { customer, message }: { customer: string; message: string }) => {
    const known = { customer, handed: 0 };
    const triage: Agent = new Agent({
      name: 'triage',
      instruction: () => `triage for ${known.customer}, ${(known.handed += 1)}`,
      handoffs: () => [refunds],
    });
    const refunds: Agent = new Agent({
      name: 'refunds',
      instruction: () => `refunds for ${known.customer}, ${(known.handed += 1)}`,
      handoffs: () => [triage],
    });
    const model = await triage.attachLLM(llm);
    const answer = await model.generateStr(message);
    return { answer, speaker: model.agent.name };
  },
);
