import { Agent, MCPApp, UsageBudget, type UsageLimit } from '@mcp-agent/core';
import { isCancellation } from '@mcp-agent/core/errors';
import {
  EvaluatorOptimizerLLM,
  LLMRouter,
  type OnFailure,
  Orchestrator,
  ParallelLLM,
  type TextGenerator,
} from '@mcp-agent/core/patterns';
import { agent, orError, PlayedLLM as llm } from './played.ts';

const app = new MCPApp({ name: 'failures' });

/** An agent whose model calls fail. */
const broken = (): Agent => agent('broken');

/** A participant that answers by a function. */
const answering = (generateStr: () => Promise<string>): TextGenerator => ({
  generateStr,
  generateStructured: () => Promise.reject(new Error('not asked for')),
});

export interface Choice {
  readonly onFailure: OnFailure;
}

/** One of three participants fails at once, and one succeeds later. */
export const partly = app.workflow('failures.partly', async (ctx, { onFailure }: Choice) => {
  const slow = async (): Promise<number> => {
    await ctx.sleep('20ms');
    return 7;
  };
  const parallel = new ParallelLLM({
    llm,
    fanOut: { slow, critic: broken(), friend: agent('friend') },
    onFailure,
    fanIn: (results, failures) => ({
      results,
      failed: failures.map(({ name, error }) => `${name}: ${error.code}, ${error.cause?.message ?? ''}`),
    }),
  });
  return orError(parallel.run('go'));
});

/** The same with an agent as the fan-in, which receives who failed. */
export const partlyTold = app.workflow('failures.partlyTold', async () =>
  new ParallelLLM({
    llm,
    fanOut: { critic: broken(), friend: agent('friend') },
    onFailure: 'continue',
    fanIn: agent('grader'),
  }).generateStr('go'),
);

export const wholly = app.workflow('failures.wholly', async (_, { onFailure }: Choice) => {
  const fanOut = { critic: broken(), other: broken() };
  return orError(new ParallelLLM({ llm, fanOut, fanIn: () => 'never', onFailure }).run('go'));
});

export const fanInFails = app.workflow('failures.fanInFails', async (_, { onFailure }: Choice) => {
  const fanOut = { friend: agent('friend'), at: () => ({ day: new Date(0) }) };
  return orError(new ParallelLLM({ llm, fanOut, fanIn: broken(), onFailure }).generateStr('go'));
});

/** A pattern that fails after a result of this length. */
const failingPattern = (length: number) =>
  new ParallelLLM({
    llm,
    fanOut: { long: () => 'x'.repeat(length), short: () => 'brief', critic: broken() },
    fanIn: () => 'never',
  });

export const failingChild = app.workflow('failures.child', (_, { length }: { length: number }) =>
  failingPattern(length).generateStr('go'),
);

export const nestedFailure = app.workflow('failures.nested', (_, { length }: { length: number }) => {
  const fanOut = { long: () => 'x'.repeat(length), short: () => 'brief', inner: failingPattern(length) };
  return orError(new ParallelLLM({ llm, fanOut, fanIn: () => 'never' }).run('go'));
});

export const parent = app.workflow('failures.parent', (ctx, input: { length: number }) =>
  orError(ctx.executeChild(failingChild, input)),
);

/** A cancellation in the midst of each pattern. Returns whether it arrives as one. */
export const cancelled = app.workflow('failures.cancelled', async (ctx, { onFailure }: Choice) => {
  const waiting = answering(() => ctx.sleep('1h').then(() => 'never'));
  const plans = JSON.stringify([
    { steps: [{ description: '', tasks: [{ description: '', agent: 'waiting' }] }], isComplete: false },
  ]);
  const patterns = [
    new ParallelLLM({ llm, fanOut: { waiting, critic: broken() }, fanIn: () => 'never', onFailure }),
    new EvaluatorOptimizerLLM({ llm, optimizer: waiting, evaluator: 'Good?', onFailure }),
    new Orchestrator({ llm, agents: { waiting: { description: 'Waits', llm: waiting } }, onFailure }),
  ];
  const arrived: boolean[] = [];
  for (const pattern of patterns) {
    try {
      await ctx.cancellable(async (scope) => {
        void ctx.sleep('100ms').then(() => scope.cancel('enough'));
        return pattern.generateStr(plans);
      });
    } catch (error) {
      arrived.push(isCancellation(error));
    }
  }
  return arrived;
});

export interface Limited extends Choice {
  readonly limit: UsageLimit;
  /** Whether the caller of the pattern sets the limit, or the pattern. */
  readonly byCaller?: boolean;
}

/** Each call of the model takes two tokens. */
export const limited = app.workflow(
  'failures.limited',
  async (_, { limit, onFailure, byCaller = false }: Limited) => {
    const options = { llm, onFailure, ...(!byCaller && { limit }) };
    const params = byCaller ? { limit } : {};
    const task = { description: 'do', agent: 'worker' };
    const plan = { steps: [{ description: 'Step', tasks: [task, task, task] }], isComplete: false };
    const parallel = new ParallelLLM({
      ...options,
      fanOut: { one: agent('one'), two: agent('two'), three: agent('three') },
      fanIn: agent('grader'),
      concurrency: 1,
    });
    const orchestrator = new Orchestrator({
      ...options,
      agents: { worker: agent('worker') },
      concurrency: 1,
    });
    const optimizer = new EvaluatorOptimizerLLM({
      ...options,
      optimizer: agent('author'),
      evaluator: 'Good?',
    });
    const router = new LLMRouter({ llm, ...(!byCaller && { limit }), agents: { worker: agent('worker') } });
    return {
      parallel: await orError(parallel.generateStr('go', params)),
      orchestrator: await orError(orchestrator.generateStr(JSON.stringify([plan]), params)),
      optimizer: await orError(optimizer.generateStr('poor poor poor poor', params)),
      router: await orError(router.generateStr('high=agent:worker', params)),
    };
  },
);

/** An agent that may use nothing is a participant that fails. */
export const ownLimit = app.workflow('failures.ownLimit', async () => {
  const poor = new Agent({ name: 'poor', instruction: 'poor', limit: { tokens: 0 } });
  const parallel = new ParallelLLM({
    llm,
    limit: new UsageBudget({ tokens: 1_000 }),
    fanOut: { poor, rich: agent('rich') },
    fanIn: (results, failures) => ({ results, failed: failures.map(({ error }) => error.code) }),
    onFailure: 'continue',
  });
  return parallel.run('go');
});

/** Two participants, and the evaluator, share one model. The author numbers its drafts by its conversation. */
export const sharedModel = app.workflow('failures.sharedModel', async () => {
  const author = await agent('author').attachLLM(llm);
  const fanOut = { one: author, other: author };
  const parallel = new ParallelLLM({ llm, fanOut, fanIn: (all) => all, concurrency: 1 });
  return parallel.run('go');
});

const step = (...agents: readonly string[]) => ({
  description: `Step of ${agents.join(' and ')}`,
  tasks: agents.map((name) => ({ description: `do ${name}`, agent: name })),
});

/** A plan with a task that fails; another plan follows. */
export const replanned = app.workflow('failures.replanned', async (_, { onFailure }: Choice) => {
  const plans = [
    { steps: [step('worker', 'broken'), step('worker')], isComplete: false },
    { steps: [step('worker')], isComplete: false },
    { steps: [], isComplete: true },
  ];
  const agents = { worker: agent('worker'), broken: broken() };
  const orchestrator = new Orchestrator({
    llm,
    agents,
    onFailure,
    synthesizer: agent('synthesizer'),
  });
  return orError(orchestrator.execute(JSON.stringify(plans)));
});

export const unhelped = app.workflow('failures.unhelped', async (_, { failing }: { failing: string }) => {
  const plans = [
    { steps: [step(failing === 'task' ? 'broken' : 'worker')], isComplete: false },
    { steps: [], isComplete: true },
  ];
  const orchestrator = new Orchestrator({
    llm,
    agents: { worker: agent('worker'), broken: broken() },
    onFailure: 'continue',
    ...(failing === 'planner' && { planner: broken() }),
    ...(failing === 'synthesizer' && { synthesizer: broken() }),
  });
  return orError(orchestrator.execute(JSON.stringify(plans)));
});

export interface Interrupted extends Choice {
  /** Number of answers before the optimizer fails. */
  readonly answers: number;
  readonly evaluator?: 'broken';
}

/** An optimizer that fails after some answers, or an evaluator that fails. */
export const interrupted = app.workflow(
  'failures.interrupted',
  async (_, { onFailure, answers, evaluator }: Interrupted) => {
    let written = 0;
    const author = answering(() => {
      if (written === answers) return Promise.reject(new Error('out of ink'));
      written += 1;
      return Promise.resolve(`draft ${written}`);
    });
    const judge = evaluator === 'broken' ? broken() : agent('judge');
    const options = { llm, optimizer: author, evaluator: judge, minRating: 'excellent', onFailure } as const;
    return orError(new EvaluatorOptimizerLLM(options).optimize('fair good poor'));
  },
);

export const routedToBroken = app.workflow('failures.routedToBroken', () =>
  orError(new LLMRouter({ llm, agents: { worker: broken() } }).generateStr('high=agent:worker')),
);
